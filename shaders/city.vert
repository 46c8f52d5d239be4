#version 330
// One chunk: an instance is a part (PART of world/chunk.py, two texels), a vertex is fetched from
// the kit by number. What a material is, is looked up here, once a vertex and not once a pixel.
#include "include/frame.glsl"
#include "include/materials.glsl"

uniform mat4 p3d_ModelMatrix;
uniform isamplerBuffer parts;
uniform samplerBuffer kit;
uniform samplerBuffer turns; // cosine and sine of i/65536 of a turn

out vec3 v_local;       // metres from the cell's low corner
out vec3 v_normal;
out vec3 v_part;        // metres from the part's low corner, before turning
flat out vec3 v_size;
flat out vec4 v_base;   // reflectance or emitted light; 1 when it emits
flat out vec4 v_look;   // joint spacing: across, up; joint depth; metal

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
    vec2 pitch = texelFetch(turns, (b.w >> 16) & 0xffff).xy;
    vec2 yaw = texelFetch(turns, b.w & 0xffff).xy;
    p = vec3(p.x, pitch.x * p.y - pitch.y * p.z, pitch.y * p.y + pitch.x * p.z);
    n = vec3(n.x, pitch.x * n.y - pitch.y * n.z, pitch.y * n.y + pitch.x * n.z);
    p = vec3(yaw.x * p.x - yaw.y * p.y, yaw.y * p.x + yaw.x * p.y, p.z);
    n = vec3(yaw.x * n.x - yaw.y * n.y, yaw.y * n.x + yaw.x * n.y, n.z);
    v_local = intBitsToFloat(a.xyz) + p;
    v_normal = normalize(n);
    v_size = size;
    int material = (a.w >> 16) & 255, tint = (a.w >> 24) & 255;
    v_base = BASE[min(material, MATERIALS - 1)];
    v_look = LOOK[min(material, MATERIALS - 1)];
    if (v_base.a == 0.0) {
        v_base.rgb *= 0.80 + 0.40 * float(tint & 63) / 63.0;
        v_look.xy *= 1.0 + 0.25 * float((tint >> 6) & 3);
    }
    gl_Position = project(v_local + p3d_ModelMatrix[3].xyz);
}
