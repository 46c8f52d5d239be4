#version 330
// Concrete and steel in baked light: streaks that follow gravity, joints anchored to the part,
// damp at the foot, grime where light does not come; then the air, then the tone curve.
// Without branches: a CPU rasteriser pays for both sides.
#include "include/frame.glsl"
#include "include/noise.glsl"
#include "include/air.glsl"
#include "include/tone.glsl"

uniform mat4 p3d_ModelMatrix;
uniform sampler3D light;
uniform sampler2D stains; // 64 m tile: broad stains, streaks, grain, rust
uniform vec4 cell;        // position of the cell modulo 4096 m; light texels a metre
uniform vec4 glow;        // colour of the lamps' light; texels a side of the volume
#ifdef FADE
uniform vec4 fade;        // x: share drawn; y: 1 = coming, -1 = going
#endif

in vec3 v_local;
in vec3 v_normal;
in vec3 v_part;
flat in vec3 v_size;
flat in vec4 v_base;
flat in vec4 v_look;

out vec4 shown;

void main() {
#ifdef FADE
    float coin = screen_noise();
    if (fade.y > 0.0 ? coin >= fade.x : coin < 1.0 - fade.x) discard;
#endif
    vec3 rel = v_local + p3d_ModelMatrix[3].xyz;
    float distance = length(rel);
    float px = distance * PIXEL;
    vec3 n = v_normal;
    vec3 size_n = abs(n);
    float wall = 1.0 - size_n.z * size_n.z;

    vec2 baked = texture(light, (v_local * cell.w + n * 0.5 + 1.0) / glow.w).rg;
    float sky = baked.x * baked.x, lamp = baked.y * baked.y;

    // Stains: the tile hangs on walls by height, and lies on floors.
    vec3 at = v_local + cell.xyz;
    float across = size_n.x > size_n.y ? at.y : at.x;
    vec2 tile = size_n.z > 0.7 ? at.xy : vec2(across, at.z);
    vec4 stain = mix(texture(stains, tile * (1.0 / 64.0)), vec4(0.5), min(1.0, px * 0.6));
    float streak = (stain.g - 0.5) * wall;
    float soil = 0.72 + 0.56 * stain.r + 0.7 * streak + 0.25 * (stain.b - 0.5);

    // Joints of the formwork, and the edges that hands and weather have rounded.
    vec2 flat_at = size_n.z > 0.7 ? v_part.xy : vec2(size_n.x > size_n.y ? v_part.y : v_part.x, v_part.z);
    vec2 flat_size = size_n.z > 0.7 ? v_size.xy : vec2(size_n.x > size_n.y ? v_size.y : v_size.x, v_size.z);
    vec2 from_joint = abs(fract(flat_at / v_look.xy + 0.5) - 0.5) * v_look.xy;
    float width = max(0.03, 0.75 * px);
    vec2 line = clamp(1.4 - from_joint / width, 0.0, 1.0) * step(v_look.xy * 1.2, flat_size);
    float seam = max(line.x, line.y) * v_look.z * min(1.0, 0.045 / width + v_base.a * 0.5);
    vec2 to_edge = min(flat_at, flat_size - flat_at);
    float rim = clamp(1.0 - min(to_edge.x, to_edge.y) / max(0.05, px), 0.0, 1.0);
    float worn = rim * min(1.0, 0.04 / px) * (0.35 + 0.4 * v_look.w);

    // Damp rises from the foot; rust runs on steel; dirt stays where light does not go.
    float foot = clamp(1.0 - v_part.z * 0.7, 0.0, 1.0) * wall;
    float rust = clamp((stain.a + 0.15 * foot - 0.58) * 5.0, 0.0, 1.0) * v_look.w;
    float dirt = (1.0 - 0.35 * foot) * (0.62 + 0.38 * min(1.0, sky * 5.0));
    vec3 body = mix(v_base.rgb * soil, vec3(0.105, 0.058, 0.034), rust * 0.6);
    body *= (1.0 + worn) * dirt;

    // Baked light: the opening is pale and cold and comes from above, lamps are near and warm.
    float facing = 0.54 + 0.40 * n.z + 0.12 * n.x + 0.07 * n.y;
    vec3 lit = vec3(2.34, 2.57, 2.6) * (sky * facing) + glow.rgb * lamp + vec3(0.004, 0.005, 0.0055);
    vec3 colour = mix(body * lit, v_base.rgb, v_base.a) * (1.0 - seam);
    float gleam = max(0.0, n.z - rel.z / distance * 0.5);
    colour += (gleam * gleam * v_look.w * (1.0 - rust) * sky) * vec3(0.10, 0.115, 0.12);

    float clear = transmittance(rel.z, distance);
    float end = closing(rel.z, distance);
    // The air sees as much of the opening as the place where the ray ends.
    float open = openness(rel.z / distance) * mix(0.55 + 0.45 * baked.x, 1.0, end);
    shown = vec4(tone(mix(air_colour(open), colour, clear * (1.0 - end))), 1.0);
}
