#version 330
// Concrete and steel in baked light: streaks that follow gravity, joints anchored to the part,
// damp at the foot, grime where light does not come; then the air, then the tone curve.
// Without branches: a CPU rasteriser pays for both sides. MIDDLE leaves out what is smaller than a
// pixel fifty metres away, FAR half a kilometre away; on the mean they are as bright. FINE is
// for pictures and for cards that have time: detail at every distance, tie holes, weather under
// edges, what mirrors, torn haze.
#if !defined(FAR) && !defined(MIDDLE)
#define NEAR
#endif
#include "include/frame.glsl"
#include "include/given.glsl"
#include "include/noise.glsl"
#include "include/light.glsl"
#include "include/air.glsl"
#include "include/tone.glsl"

uniform sampler3D light;
// 64 m tile: broad stains, streaks, grain, rust. A coarse one for what is farther away, where
// neighbours on the screen would lie far apart in the other and in a CPU's memory.
#ifdef MIDDLE
#define stains coarse
#endif
uniform sampler2D stains;
#ifdef FADE
uniform vec4 fade;        // x: share drawn; y: 1 = coming, -1 = going
#endif

in vec4 v_rel;
in vec4 v_texel;
#ifndef FAR
in vec4 v_face;
#endif
#ifdef NEAR
flat in vec4 v_panel;
#endif
#ifdef FINE
in vec4 v_normal;
flat in vec2 v_own;
uniform float texel;      // share of the light volume a texel
#include "include/fine.glsl"
#include "include/sheets.glsl"
#endif
FACE in vec4 v_sky;
flat in vec4 v_base;
#ifdef CUT
uniform mat4 p3d_ModelMatrix;
uniform vec4 cell;        // position of the cell modulo 4096 m
#include "include/cut.glsl"
#endif

out vec4 shown;

void main() {
#ifdef FADE
    float coin = screen_noise();
    if (fade.y > 0.0 ? coin >= fade.x : coin < 1.0 - fade.x) discard;
#endif
    vec3 rel = v_rel.xyz;
#ifdef CUT
    vec3 local = rel - p3d_ModelMatrix[3].xyz;
    Bore bore = bored(local);
    if (bore.gap < 0.0) discard;
#endif
    float square = dot(rel, rel);
    float inverse = inversesqrt(square);
    float distance = square * inverse;
    float emits = step(4.0, v_base.a);
    vec2 baked = texture(light, v_texel.xyz).rg;
    float grime = 0.62 + 0.38 * min(1.0, baked.x * baked.x * 5.0);
#ifdef FAR
    vec3 body = v_base.rgb * grime;
#else
    float px = distance * PIXEL;
    float fine = 1.0 / max(0.018, px);
    float wall = 1.0 - v_texel.w * v_texel.w;
    float metal = step(2.0, v_base.a) - emits;

    // Streaks and grain fade out where a pixel holds several of their texels, or they would flicker.
    vec4 stain = (texture(stains, v_face.zw) - 0.5) * min(vec4(1.0), vec4(3.0, 0.2, 0.15, 1.0) * fine);
#ifdef FINE
    stain = weathered(stain, v_face, v_panel, wall, px);
#endif
    float soil = 1.0 + 0.55 * stain.r + wall * stain.g + 0.35 * stain.b;

    // Damp rises from the foot; rust runs on steel; dirt stays where light does not go.
    float foot = clamp(1.0 - v_face.y * 0.7, 0.0, 1.0) * wall;
    float rust = clamp(stain.a * 5.0 - 0.4 + foot, 0.0, 1.0) * metal;
#ifdef FINE
    // What is fine lies by the part's own corner: far from there numbers are too coarse for it.
    vec2 own = v_face.xy * (1.0 / 64.0) + v_own;
    rust = flaked(rust, own, wall, px) * metal;
#endif
    float dirt = (1.0 - 0.35 * foot) * grime;
#ifdef NEAR
    // Joints of the formwork, and the edges that hands and weather have rounded.
    float groove = v_base.a - 2.0 * metal - 4.0 * emits;
    vec2 joint = abs(fract(v_face.xy / v_panel.zw + 0.5) - 0.5) * v_panel.zw;
    vec2 edge = min(v_face.xy, v_panel.xy - v_face.xy);
    float line = clamp(1.4 - min(joint.x, joint.y) * fine, 0.0, 1.0);
    float seam = line * groove * min(1.0, 0.02 * fine + 0.5 * emits);
#ifdef FINE
    // A picture may be taken from so near that it shows how wide: six millimetres.
    float rim = clamp(1.0 - min(edge.x, edge.y) / max(0.006, px), 0.0, 1.0);
#else
    float rim = clamp(1.0 - min(edge.x, edge.y) * fine, 0.0, 1.0);
#endif
    dirt *= 1.0 + rim * min(1.0, 0.03 * fine) * (0.35 + 0.4 * metal);
#endif
    vec3 iron = vec3(0.105, 0.058, 0.034) * EXPOSURE;
#ifdef FINE
    iron *= 0.3 + 0.7 * soil;
#endif
    vec3 body = mix(v_base.rgb * soil, iron, rust * 0.6) * dirt;
#ifdef FINE
    float felt = close_by(own, metal, wall, px);
    float relief = patches(v_face, v_panel, wall, px) * felt
                     * seamed(baked.x, texture(light, v_texel.xyz + v_normal.xyz * (2.2 * texel)).r);
    body *= relief * (1.0 - emits) + emits;
    // What is wet is dark: of water one sees what it mirrors.
    vec4 glossy = v_normal;
    glossy.w *= mix(1.0, puddles(v_face, v_panel), water(v_normal));
    body *= 1.0 - 0.85 * water(glossy);
    seam = max(seam, holes(joint, v_panel, groove, px) * (1.0 - metal) * wall);
#endif
#endif

#ifdef CUT
    float lined = bared(bore);
    body = mix(body, v_base.rgb * grime, lined) * section(bore, local + cell.xyz, distance * PIXEL, stains);
#endif
    vec3 colour = mix(body * light_on(baked, v_sky, v_texel.w), v_base.rgb, emits);
#if defined(NEAR) && defined(CUT)
    colour *= 1.0 - seam * (1.0 - lined);
#elif defined(NEAR)
    colour *= 1.0 - seam;
#endif

#ifdef HOT
    colour += glow(bore) * EXPOSURE;
#endif
    float clear = arriving(v_rel.w, distance);
#ifdef FINE
#ifdef FAR
    vec4 normal = v_normal;
    const float gloss = 1.0;
#else
    vec4 normal = vec4(rippled(glossy, v_face.zw, px), glossy.w);
    // What is scratched and rusty mirrors little, but for water.
    float gloss = mix((1.0 - 0.7 * rust) * felt, 1.0, water(glossy));
#endif
    colour += mirrored(rel * inverse, normal, baked) * ((1.0 - emits) * EXPOSURE * gloss);
    float closed = closing(rel);
    vec2 sheets = torn(rel, distance);
    clear = pow(clear, sheets.x) * (1.0 - closed);
#elif defined(FAR)
    // What is near never reaches the end of the drawn world.
    float share = (square - rel.z * rel.z) * v_dark.w + rel.z * rel.z * v_texel.w;
    clear *= 1.0 - ended(share);
#endif
    // Thin air sees as much of the opening as the place where the ray ends; thick air does not.
    float open = openness(rel.z * inverse) * mix(1.0, 0.55 + 0.45 * baked.x, clear);
#ifdef FINE
    open *= sheets.y;
#endif
    colour = through_air(colour, clear, open);
#ifdef FINE
    shown = vec4(tone(colour), 1.0);
#else
    shown = vec4(curve(colour), 1.0);
#endif
}
