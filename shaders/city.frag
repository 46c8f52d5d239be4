#version 330
// Concrete and steel in baked light: streaks that follow gravity, joints anchored to the part,
// damp at the foot, grime where light does not come; then the air, then the tone curve.
#include "include/frame.glsl"
#include "include/noise.glsl"
#include "include/air.glsl"
#include "include/tone.glsl"
#include "include/materials.glsl"

uniform mat4 p3d_ModelMatrix;
uniform sampler3D light;
uniform vec4 cell;      // position of the cell modulo 4096 m, light texels a metre
uniform vec4 glow;      // colour of the lamps' light, texels a side of the volume
#ifdef FADE
uniform vec4 fade;      // x: share drawn; y: 1 = coming, -1 = going
#endif

in vec3 v_local;
in vec3 v_normal;
in vec3 v_part;
in vec3 v_part_normal;
flat in vec3 v_size;
flat in ivec2 v_kind;

out vec4 shown;

// A thin line at multiples of a spacing, fading as it gets thinner than a pixel.
float joint(float at, float spacing, float width, float px) {
    float d = abs(fract(at / spacing + 0.5) - 0.5) * spacing;
    float w = max(width, px);
    return (1.0 - smoothstep(0.35 * w, 0.75 * w, d)) * min(1.0, width / px);
}

vec3 concrete(vec3 base, vec3 at, vec3 n, float px, float wall, int tint) {
    vec3 c = base * (0.86 + 0.28 * float(tint & 63) / 63.0);
    // Broad blotches, then streaks drawn down the walls.
    float broad = value_noise(at * vec3(0.125, 0.125, 0.0625), ivec3(512, 512, 256));
    float streak = value_noise(at * vec3(1.0, 1.0, 0.0625), ivec3(4096, 4096, 256));
    float fine = px < 0.5 ? value_noise(at * vec3(4.0, 4.0, 0.5), ivec3(16384, 16384, 2048)) : 0.5;
    fine = mix(fine, 0.5, smoothstep(0.1, 0.5, px));
    streak = mix(streak, 0.5, smoothstep(0.7, 3.0, px));
    c *= 0.78 + 0.44 * broad;
    float run = smoothstep(0.52, 0.92, streak * 0.75 + broad * 0.35 + (fine - 0.5) * 0.35);
    c = mix(c, c * vec3(0.42, 0.45, 0.44), run * wall);
    float pale = smoothstep(0.62, 0.95, (1.0 - streak) * 0.8 + (1.0 - broad) * 0.25);
    c = mix(c, c * 1.35, pale * wall * 0.7);
    c *= 0.90 + 0.20 * fine;
    return c;
}

void main() {
#ifdef FADE
    float coin = screen_noise();
    if (fade.y > 0.0 ? coin >= fade.x : coin < 1.0 - fade.x) discard;
#endif
    vec3 rel = v_local + p3d_ModelMatrix[3].xyz;
    float distance = length(rel);
    vec3 to_eye = -rel / distance;
    vec3 n = normalize(v_normal);
    vec3 pn = normalize(v_part_normal);
    float px = distance * PIXEL;
    int material = v_kind.x, tint = v_kind.y;

    vec3 texel = (v_local + n * (0.5 / cell.w)) * cell.w + 1.0;
    vec2 baked = texture(light, texel / glow.w).rg;
    float sky = baked.x * baked.x, lamp = baked.y * baked.y;

    vec3 colour;
    float glare = 0.0;
    if (material >= EMITTERS) {
        colour = EMITS[min(material - EMITTERS, 5)];
        if (material == WINDOW_WARM) {
            // Panes of 1.2 x 1.6 m with mullions, some of them dark.
            vec2 at = abs(pn.x) > 0.7 ? v_part.yz : (abs(pn.y) > 0.7 ? v_part.xz : v_part.xy);
            ivec2 pane = ivec2(floor(at / vec2(1.2, 1.6)));
            float lit = float(hash3(ivec3(pane, tint)) & 255u) / 255.0;
            float bars = max(joint(at.x, 1.2, 0.12, px), joint(at.y, 1.6, 0.16, px));
            colour *= mix(0.12 + 1.1 * lit * lit, 0.5, smoothstep(0.4, 1.6, px)) * (1.0 - 0.92 * bars);
        }
    } else {
        float wall = 1.0 - smoothstep(0.35, 0.75, abs(n.z));
        vec3 at = v_local + cell.xyz;
        vec3 base = REFLECTS[min(material, 11)];
        bool metal = material == STEEL || material == HULL || material == GRATING;
        colour = concrete(base, at, n, px, wall * (metal ? 0.6 : 1.0), tint);

        // Joints of the formwork, tie holes, and the edges that hands and weather have rounded.
        float pitch = metal ? 2.4 : 3.0 + 0.6 * float((tint >> 6) & 3);
        vec3 grid = vec3(joint(v_part.x, pitch, 0.03, px), joint(v_part.y, pitch, 0.03, px),
                         joint(v_part.z, pitch * 0.8, 0.03, px));
        vec3 along = vec3(1.0) - smoothstep(0.3, 0.6, abs(pn));
        vec3 large = step(vec3(pitch * 1.2), v_size);
        float seam = max(max(grid.x * along.x * large.x, grid.y * along.y * large.y),
                         grid.z * along.z * large.z);
        colour *= 1.0 - 0.55 * seam;
        if (px < 0.03 && !metal) {
            vec3 hole = (fract(v_part / (pitch * vec3(0.5, 0.5, 0.4)) + 0.5) - 0.5)
                        * (pitch * vec3(0.5, 0.5, 0.4));
            float d = length(hole * along);
            colour *= 1.0 - 0.6 * (1.0 - smoothstep(0.02, 0.035 + px, d)) * wall;
        }
        vec3 edge = min(v_part, v_size - v_part) + (1.0 - along) * 1e3;
        float rim = min(edge.x, min(edge.y, edge.z));
        float worn = (1.0 - smoothstep(0.0, max(0.05, px), rim)) * min(1.0, 0.05 / px);
        colour *= 1.0 + worn * (metal ? 0.9 : 0.45);

        // Damp rises from the foot; rust runs below steel; dirt stays where light does not go.
        float foot = 1.0 - smoothstep(0.0, 1.6, v_part.z);
        colour *= 1.0 - 0.35 * foot * wall * step(2.0, v_size.z);
        if (metal) {
            float r = value_noise(at * vec3(2.0, 2.0, 0.25), ivec3(8192, 8192, 1024));
            r = mix(r, 0.5, smoothstep(0.3, 1.5, px));
            float rust = smoothstep(0.60, 0.85, r + 0.12 * foot);
            colour = mix(colour, vec3(0.110, 0.060, 0.036), rust * 0.55);
            glare = 0.6 * (1.0 - rust);
        }
        colour *= mix(0.62, 1.0, smoothstep(0.0, 0.22, sky));
        if (material == GRATING && px < 0.02 && abs(pn.z) > 0.7) {
            vec2 mesh = abs(fract(v_part.xy / 0.04) - 0.5);
            colour *= mix(1.0, 0.25, smoothstep(0.25, 0.35, 0.5 - max(mesh.x, mesh.y)));
        }

        // Baked light: the opening is pale and cold and comes from above, lamps are near and warm.
        float facing = 0.50 + 0.42 * n.z + 0.16 * dot(n, vec3(0.62, 0.48, 0.0));
        vec3 lit = vec3(0.90, 0.99, 1.0) * (sky * facing) + glow.rgb * (lamp * 1.6);
        lit += vec3(0.0016, 0.0021, 0.0022);
        vec3 mirror = reflect(-to_eye, n);
        float gloss = pow(clamp(mirror.z * 0.8 + 0.2, 0.0, 1.0), 6.0) * glare;
        colour = colour * lit * 2.6 + gloss * sky * vec3(0.20, 0.23, 0.24);
    }

    float clear = transmittance(rel, distance);
    float end = closing(rel);
    // In-scatter sees as much of the opening as the place where the ray ends, near the end.
    float open = openness(-to_eye);
    open *= mix(0.55 + 0.45 * smoothstep(0.0, 0.5, baked.x), 1.0, end);
    colour = mix(air_colour(open), colour, clear * (1.0 - end));
    shown = vec4(tone(colour), 1.0);
}
