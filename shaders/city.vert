#version 330
// One chunk: an instance is a part (PART of world/chunk.py, two texels), a vertex is fetched from
// the kit by number.
#include "include/frame.glsl"

uniform mat4 p3d_ModelMatrix;
uniform isamplerBuffer parts;
uniform samplerBuffer kit;

out vec3 v_local;      // metres from the cell's low corner
out vec3 v_normal;
out vec3 v_part;       // metres from the part's low corner, before turning
out vec3 v_part_normal;
flat out vec3 v_size;
flat out ivec2 v_kind; // material, tint

const float TURN = 6.283185307179586 / 65536.0;

void main() {
    ivec4 a = texelFetch(parts, gl_InstanceID * 2);
    ivec4 b = texelFetch(parts, gl_InstanceID * 2 + 1);
    int row = ((a.w & 0xffff) * 24 + gl_VertexID) * 2;
    vec4 k0 = texelFetch(kit, row);
    vec4 k1 = texelFetch(kit, row + 1);
    vec3 size = intBitsToFloat(b.xyz);
    vec3 p = k0.xyz * size;
    vec3 n = vec3(k0.w, k1.xy) / size;
    v_part = p + 0.5 * size;
    v_part_normal = n;
    if (b.w != 0) {
        float pitch = float(b.w >> 16) * TURN, yaw = float((b.w << 16) >> 16) * TURN;
        float cp = cos(pitch), sp = sin(pitch), cy = cos(yaw), sy = sin(yaw);
        p = vec3(p.x, cp * p.y - sp * p.z, sp * p.y + cp * p.z);
        n = vec3(n.x, cp * n.y - sp * n.z, sp * n.y + cp * n.z);
        p = vec3(cy * p.x - sy * p.y, sy * p.x + cy * p.y, p.z);
        n = vec3(cy * n.x - sy * n.y, sy * n.x + cy * n.y, n.z);
    }
    v_local = intBitsToFloat(a.xyz) + p;
    v_normal = n;
    v_size = size;
    v_kind = ivec2((a.w >> 16) & 255, (a.w >> 24) & 255);
    gl_Position = project(v_local + p3d_ModelMatrix[3].xyz);
}
