#version 330
// Light that falls through a well and shows in the haze: a sheet along its axis that turns its width
// to the eye. Three rows a shaft, see scene/shafts.py.
#include "include/frame.glsl"
#include "include/air.glsl"

uniform samplerBuffer shafts;

out vec4 v_at;              // across -1 … 1, along 0 … 1; place on the streaks
out float v_bright;
flat out vec3 v_colour;

void main() {
    int row = gl_InstanceID * 3;
    vec4 a = texelFetch(shafts, row), b = texelFetch(shafts, row + 1);
    vec4 how = texelFetch(shafts, row + 2);
    float across = float((gl_VertexID & 1) * 2 - 1), along = (gl_VertexID & 2) == 2 ? 1.0 : 0.0;
    vec3 rel = mix(a.xyz, b.xyz, along) + how.xyz * across;
    float distance = length(rel);
    v_at = vec4(across, along, vec2(across * length(how.xyz), along * 200.0) * (1.0 / 64.0) + b.w);
    // What lies in far air shows as much less as the air before it is thick.
    v_bright = how.w * sqrt(transmittance(rel.z, distance)) * (1.0 - closing(rel));
    v_colour = SKYLIGHT;
    gl_Position = project(rel);
}
