#version 330
#define VERTEX
// One triangle behind everything.
#include "include/frame.glsl"
#include "include/given.glsl"

out vec3 v_direction;

void main() {
    give();
    vec2 corner = vec2((gl_VertexID & 1) * 4 - 1, (gl_VertexID & 2) * 2 - 1);
    vec2 slope = (corner - JITTER) / FOCAL;
    v_direction = FORWARD + RIGHT * slope.x + ABOVE * slope.y;
    // At the far end of depth: 0 when it runs backwards, 1 when not.
    gl_Position = vec4(corner, slice[0].z, 1.0);
}
