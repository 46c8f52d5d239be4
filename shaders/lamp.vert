#version 330
// The glow of a lamp: a disc that faces the eye and is never smaller than a point of light.
#include "include/frame.glsl"
#include "include/air.glsl"

uniform mat4 p3d_ModelMatrix;
uniform samplerBuffer lamps; // per lamp: position, reach; colour 0 … 1, power 0 … 1

out vec2 v_at;
flat out vec3 v_colour;
flat out float v_core;

void main() {
    // Several an instance: on a CPU an instance costs as much as a dozen vertices.
    int lamp = gl_InstanceID * 16 + (gl_VertexID >> 2), corner = gl_VertexID & 3;
    vec4 a = texelFetch(lamps, lamp * 2);
    vec4 b = texelFetch(lamps, lamp * 2 + 1);
    vec3 rel = a.xyz + p3d_ModelMatrix[3].xyz;
    float distance = length(rel);
    float px = distance * PIXEL;
    float halo = 0.25 + 0.9 * b.w;
    // Before dark air a point of light is seen farther than a wall is, before pale air less far:
    // there it would hang on nothing.
    float clear = transmittance(rel.z, distance);
    float power = pow(clear, 0.5 + 2.0 * openness(rel.z / max(distance, 1e-3))) * (1.0 - closing(rel))
                  * smoothstep(0.4, 2.5, distance);
    // What does not show, or only fills up an instance, has no size.
    bool shines = b.w > 0.0 && power > 0.02 && dot(FORWARD, rel) > 0.0;
    float radius = shines ? max(halo, 3.2 * px) : 0.0;
    // Near by, what shines is the lamp itself.
    v_core = 1.2 * px / max(radius, 1e-6);
    v_at = vec2(corner == 1 || corner == 2 ? 1.0 : -1.0, corner >= 2 ? 1.0 : -1.0);
    power *= min(1.0, 4.0 * halo / max(radius, 1e-6) + 0.12);
    v_colour = b.rgb * (0.35 + 0.65 * b.w) * power;
    vec3 place = rel + (RIGHT * v_at.x + ABOVE * v_at.y) * radius;
    // Depth as if it stood nearer by its radius, so that its fixture does not cut it.
    float w = dot(FORWARD, rel);
    float pulled = max(w - min(radius, 0.3 * w), 0.05);
    gl_Position = project(place);
    gl_Position.z = (slice[0].x * pulled + slice[0].y) / pulled * gl_Position.w;
}
