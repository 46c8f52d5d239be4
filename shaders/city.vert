#version 330
// One chunk: an instance is a part (PART of world/chunk.py, two texels), a vertex is fetched from
// the kit by number. All that is flat on a face is found here, once a vertex and not once a pixel.
#include "include/frame.glsl"
#include "include/materials.glsl"

uniform mat4 p3d_ModelMatrix;
uniform isamplerBuffer parts;
uniform samplerBuffer kit;
uniform samplerBuffer turns; // cosine and sine of i/65536 of a turn
uniform vec4 cell;           // position of the cell modulo 4096 m; light texels a metre
uniform vec4 glow;           // colour of the lamps' light; texels a side of the volume

out vec3 v_rel;         // metres from the eye
out vec3 v_texel;       // in the light volume, half a texel off the surface
out vec4 v_face;        // place on the face in metres, from its low corner; in the tile of stains
out vec2 v_shade;       // how much the face looks to the light; 1 on walls
flat out vec2 v_size;   // of the face, metres
flat out vec4 v_base;   // reflectance or emitted light; 1 when it emits
flat out vec4 v_look;   // joint spacing: across, up; joint depth; metal

vec2 plane(vec3 p, int axis) { return axis == 2 ? p.xy : (axis == 0 ? p.yz : p.xz); }

void main() {
    ivec4 a = texelFetch(parts, gl_InstanceID * 2);
    ivec4 b = texelFetch(parts, gl_InstanceID * 2 + 1);
    int row = ((a.w & 0xffff) * 24 + gl_VertexID) * 2;
    vec4 k0 = texelFetch(kit, row);
    vec4 k1 = texelFetch(kit, row + 1);
    int axis = int(k1.z * 0.5);
    vec3 size = intBitsToFloat(b.xyz);
    vec3 p = k0.xyz * size;
    vec3 n = vec3(k0.w, k1.xy) / size;
    v_size = plane(size, axis);
    v_face.xy = plane(p, axis) + 0.5 * v_size;

    vec2 pitch = texelFetch(turns, (b.w >> 16) & 0xffff).xy;
    vec2 yaw = texelFetch(turns, b.w & 0xffff).xy;
    p = vec3(p.x, pitch.x * p.y - pitch.y * p.z, pitch.y * p.y + pitch.x * p.z);
    n = vec3(n.x, pitch.x * n.y - pitch.y * n.z, pitch.y * n.y + pitch.x * n.z);
    p = vec3(yaw.x * p.x - yaw.y * p.y, yaw.y * p.x + yaw.x * p.y, p.z);
    n = normalize(vec3(yaw.x * n.x - yaw.y * n.y, yaw.y * n.x + yaw.x * n.y, n.z));

    vec3 local = intBitsToFloat(a.xyz) + p;
    v_rel = local + p3d_ModelMatrix[3].xyz;
    v_texel = (local * cell.w + n * 0.5 + 1.0) / glow.w;
    // Stains hang on walls by height and lie on floors; on turned parts they turn along.
    vec3 at = local + cell.xyz;
    vec2 along = axis == 0 ? vec2(-yaw.y, yaw.x) : yaw;
    v_face.zw = (axis == 2 ? at.xy : vec2(dot(at.xy, along), at.z)) * (1.0 / 64.0);
    v_shade = vec2(0.54 + 0.40 * n.z + 0.12 * n.x + 0.07 * n.y, 1.0 - n.z * n.z);

    int material = min((a.w >> 16) & 255, MATERIALS - 1), tint = (a.w >> 24) & 255;
    v_base = BASE[material];
    v_look = LOOK[material];
    v_base.rgb *= v_base.a > 0.0 ? 1.0 : 0.80 + 0.40 * float(tint & 63) / 63.0;
    v_look.xy *= 1.0 + 0.25 * float((tint >> 6) & 3);
    // A face hardly larger than one panel has no joints.
    v_look.xy = mix(vec2(1e5), v_look.xy, step(v_look.xy * 1.2, v_size));
    gl_Position = project(v_rel);
}
