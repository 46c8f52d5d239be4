#version 330
// Figures in two tones in a lit world: light or shade with a soft border, a dark outline, the air.
// BUILT: what is as large as a building is lit and stained as the City is.
// SPRAY: what falls in streaks. Numbers that all share come from the vertices, see given.glsl.
#include "include/frame.glsl"
#include "include/given.glsl"
flat in vec4 v_key;
flat in vec4 v_end;
#undef PRINT
#undef BLACK
#define PRINT v_end.z
#define BLACK v_end.w
#include "include/noise.glsl"
#include "include/light.glsl"
#include "include/air.glsl"
#include "include/tone.glsl"

const float BORDER = 0.45;   // of light and shade, and half of its softness
const float SOFT = 0.03;

in vec4 v_rel;
in vec4 v_light;
in vec4 v_look;
#ifdef BUILT
uniform sampler2D stains;
in vec3 v_face;
#endif
out vec4 shown;

void main() {
    vec3 rel = v_rel.xyz;
    float inverse = inversesqrt(dot(rel, rel));
    float distance = inverse * dot(rel, rel);
    float share = dot(rel.xy, rel.xy) * v_end.x + rel.z * rel.z * v_end.y;
    float clear = arriving(v_light.z, distance) * (1.0 - ended(share));
#ifdef VEIL
    // What is behind, times this.
    shown = vec4(mix(vec3(1.0), v_look.rgb, clear * v_light.w), 1.0);
#else
#ifdef BUILT
    float fine = 1.0 / max(0.018, distance * PIXEL);
    vec4 stain = texture(stains, v_face.xy * (1.0 / 64.0)) - 0.5;
    stain *= min(vec4(1.0), vec4(3.0, 0.2, 0.15, 1.0) * fine);
    vec2 joint = abs(fract(v_face.xy * vec2(1.0 / 6.0, 1.0 / 4.8)) - 0.5) * vec2(6.0, 4.8);
    float line = clamp(1.4 - (0.5 * 4.8 - max(joint.x * 0.8, joint.y)) * fine, 0.0, 1.0);
    float soil = 1.0 + 0.55 * stain.r + v_face.z * stain.g + 0.35 * stain.b;
    soil *= 1.0 - 0.5 * line * min(1.0, 0.03 * fine);
    soil *= 0.62 + 0.38 * min(1.0, v_light.x * v_light.x * 5.0);
    vec4 faced = vec4(v_key.rgb, 1.0) * v_rel.w;
    vec2 light = v_light.xy;
#ifdef SPRAY
    // Spray has no faces: streaks that fall with it, and gaps where it is near enough for gaps.
    float spray = step(2.5, v_look.a);
    float thick = 0.06 * screen_noise() + 0.20
                  + 1.6 * (texture(stains, v_face.xy * vec2(0.05, 0.0025)).b - 0.5)
                  + 2.0 * (texture(stains, v_face.xy * vec2(0.14, 0.006)).b - 0.5);
    thick = mix(thick, 1.0, clamp(9.0 * distance * PIXEL - 0.2, 0.0, 1.0));
    if (spray * thick < 0.0) discard;
    faced = mix(faced, vec4(v_key.rgb, 1.0) * 0.7, spray);
    soil = mix(soil, 0.7, spray);
    // It has light from all that it falls past, not from where its middle happens to be.
    light = mix(light, vec2(clamp(light.x, 0.40, 0.75), clamp(light.y, 0.33, 0.68)), spray);
#endif
    vec3 lit = light_on(light, faced, 1.0) * soil;
#else
    float toward = smoothstep(BORDER - SOFT, BORDER + SOFT, v_rel.w);
    float sky = v_light.x * (0.32 + 2.0 * v_light.x);
    vec3 lit = v_key.rgb * sky * mix(v_key.w, 1.05, toward)
               + lamplight(v_light.y) * mix(0.15, 1.0, toward)
               + BOUNCE * 0.5;
#endif
    float emits = 1.0 - min(1.0, abs(v_look.a - 1.0));
    vec3 colour = mix(v_look.rgb * lit, v_look.rgb * v_light.w, emits);
#ifdef CONTOUR
    colour = v_look.rgb;
#endif
    float open = openness(rel.z * inverse) * mix(1.0, 0.55 + 0.45 * v_light.x, clear);
#ifdef SPRAY
    // Drops throw on what shines behind them.
    colour = mix(colour, air_colour(open), 0.04 * spray);
#endif
    shown = vec4(tone(through_air(colour, clear, open)), 1.0);
#endif
}
