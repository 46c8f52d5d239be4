#version 330
// The three faces of a box along the axes that look to the eye; see scene/occlusion.py.
#include "include/frame.glsl"

uniform samplerBuffer boxes;    // middle, metres from the eye; half size
uniform vec4 lens[3];           // right, above, forward; w: focal lengths, nearest metre

const int TOGETHER = 8;         // boxes an instance

void main() {
    int box = gl_InstanceID * TOGETHER + gl_VertexID / 12, quad = gl_VertexID / 4 % 3;
    vec3 middle = texelFetch(boxes, box * 2).xyz, reach = texelFetch(boxes, box * 2 + 1).xyz;
    float side = middle[quad] > 0.0 ? -1.0 : 1.0;
    int corner = gl_VertexID & 3;
    bool mirrored = (quad == 1) == (side > 0.0);
    float wide = corner == 1 || corner == 2 ? 1.0 : -1.0, tall = corner >= 2 ? 1.0 : -1.0;
    float u = mirrored ? tall : wide, v = mirrored ? wide : tall;
    vec3 rel = middle + reach * (quad == 0 ? vec3(side, u, v) : (quad == 1 ? vec3(u, side, v) : vec3(u, v, side)));
    float w = dot(lens[2].xyz, rel);
    // Depth as the share NEAR / metres, in OpenGL's own range: so it needs no other than that.
    gl_Position = vec4(lens[0].w * dot(lens[0].xyz, rel), lens[1].w * dot(lens[1].xyz, rel), 2.0 * lens[2].w - w, w);
}
