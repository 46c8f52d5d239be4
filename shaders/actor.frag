#version 330
// Figures in two tones in a lit world: light or shade with a soft border, a dark outline, the air.
#include "include/frame.glsl"
#include "include/noise.glsl"
#include "include/light.glsl"
#include "include/air.glsl"
#include "include/tone.glsl"

const float BORDER = 0.45;   // of light and shade, and half of its softness
const float SOFT = 0.03;

in vec4 v_rel;
in vec4 v_light;
in vec4 v_look;
out vec4 shown;

void main() {
    vec3 rel = v_rel.xyz;
    float inverse = inversesqrt(dot(rel, rel));
    float distance = inverse * dot(rel, rel);
    float clear = transmittance(rel.z, distance) * (1.0 - closing(rel));
#ifdef VEIL
    // What is behind, times this.
    shown = vec4(mix(vec3(1.0), v_look.rgb, clear * v_light.w), 1.0);
#else
    float toward = smoothstep(BORDER - SOFT, BORDER + SOFT, v_rel.w);
    float sky = v_light.x * (0.32 + 2.0 * v_light.x);
    vec3 lit = SKYLIGHT * sky * mix(0.22, 1.05, toward)
               + lamplight(v_light.y) * mix(0.15, 1.0, toward)
               + BOUNCE * 0.5;
    vec3 colour = mix(v_look.rgb * lit, v_look.rgb * v_light.w, v_look.a);
#ifdef CONTOUR
    colour = vec3(0.0025, 0.003, 0.0032);
#endif
    float open = openness(rel.z * inverse) * mix(1.0, 0.55 + 0.45 * v_light.x, clear);
    shown = vec4(tone(through_air(colour, clear, open)), 1.0);
#endif
}
