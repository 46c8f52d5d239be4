#version 330
#define VERTEX
#if !defined(FAR) && !defined(MIDDLE)
#define NEAR
#endif
// One chunk: a part (PART of world/chunk.py) is two texels. All that is flat on a face is found
// here, once a vertex and not once a pixel. PLAIN draws boxes that are not turned, and sheets,
// whose vertices are plain arithmetic; otherwise they are fetched from the kit by number.
#include "include/frame.glsl"
#include "include/air.glsl"
#include "include/given.glsl"

uniform mat4 p3d_ModelMatrix;
uniform isamplerBuffer parts;
uniform vec4 draw;          // first part; quads a part; number of the kind; parts an instance,
                            // below 0: these parts are told by `picked`, from the first on
uniform isamplerBuffer picked;
uniform vec4 cell;          // position of the cell modulo 4096 m; share of the light volume a metre
uniform float texel;        // share of the light volume a texel
uniform vec4 looks[64];     // two rows a material, see scene/looks.py
#ifndef PLAIN
uniform samplerBuffer kit;
uniform samplerBuffer turns; // cosine and sine of i/65536 of a turn
#endif

// Few and packed: setting up a triangle costs a CPU as much per vector as shading a dozen pixels.
out vec4 v_rel;         // metres from the eye; how thick the air is on the way there
out vec4 v_texel;       // in the light volume, half a texel off the surface; how much it looks up
#ifndef FAR
out vec4 v_face;        // place on the face in metres, from its low corner; in the tile of stains
#endif
#ifdef NEAR
flat out vec4 v_panel;  // size of the face; spacing of joints
#endif
#ifdef FINE
out vec4 v_normal;      // world axes; share of the light that it mirrors
flat out vec2 v_own;    // where in the tile what is fine on the face begins
#endif
FACE out vec4 v_sky;    // light of the openings on the face; how much it looks to them
flat out vec4 v_base;   // reflectance or emitted light; joint depth + 2 when metal + 4 when it emits

vec2 plane(vec3 p, int axis) { return axis == 2 ? p.xy : (axis == 0 ? p.yz : p.xz); }

void main() {
    // Several parts an instance: on a CPU an instance costs as much as a dozen vertices.
    int per = int(draw.y) * 4;
    int among = gl_VertexID / per, vertex = gl_VertexID - among * per;
    int part = gl_InstanceID * int(abs(draw.w)) + among + int(draw.x);
    bool none = false;
    if (draw.w < 0.0) {
        part = texelFetch(picked, part).x;
        none = part < 0;
    }
    ivec4 a = texelFetch(parts, part * 2);
    ivec4 b = none ? ivec4(0) : texelFetch(parts, part * 2 + 1);
    vec3 centre = intBitsToFloat(a.xyz), size = intBitsToFloat(b.xyz);
    // Faces in one plane would fight for each pixel: no two parts are of quite their size. Up to a
    // centimetre on each side, and twice as much from level to level.
    size += min(size * 0.12, float((a.w >> 24) & 63) * (0.02 / 64.0) / (cell.w * 64.0));
    int batch = a.w & 0xffff;

#ifdef PLAIN
    // Of a box only the faces towards the eye are made: quads 0 1 2 are its x, y and z face.
    // A sheet is one face of a box and names it.
    vec3 eye = -centre - p3d_ModelMatrix[3].xyz;
    int quad = vertex >> 2, corner = vertex & 3;
    int axis = draw.z > 0.0 ? (batch >> 1) & 3 : quad;
    float toward = axis == 0 ? eye.x : (axis == 1 ? eye.y : eye.z);
    bool high = draw.z > 0.0 ? (batch & 1) == 1 : toward > 0.0;
    // What is let into a wall is hidden by it to those far behind its back (far: a cell's border
    // may have cut its back away).
    int in_wall = (batch >> 1) & 3;
    vec3 ahead = (batch & 1) == 1 ? eye : -eye;
    vec3 beyond = ahead + 0.5 * size;
    float before = in_wall == 0 ? beyond.x : (in_wall == 1 ? beyond.y : beyond.z);
    bool hidden = (batch >> 8) == 0xfe && before < -32.0;
    // Counter-clockwise from outside.
    bool wide = corner == 1 || corner == 2, tall = corner >= 2;
    bool mirrored = (axis == 1) == high;
    float s = high ? 0.5 : -0.5;
    float u = (mirrored ? tall : wide) ? 0.5 : -0.5, v = (mirrored ? wide : tall) ? 0.5 : -0.5;
    vec3 p = (hidden ? vec3(0.0) : size) * (axis == 0 ? vec3(s, u, v) : (axis == 1 ? vec3(u, s, v) : vec3(u, v, s)));
    vec3 n = 2.0 * vec3(axis == 0 ? s : 0.0, axis == 1 ? s : 0.0, axis == 2 ? s : 0.0);
#else
    vec2 pitch = texelFetch(turns, (b.w >> 16) & 0xffff).xy;
    vec2 yaw = texelFetch(turns, b.w & 0xffff).xy;
    // Of a turned box, too, only the faces towards the eye.
    vec3 eye = -centre - p3d_ModelMatrix[3].xyz;
    eye = vec3(yaw.x * eye.x + yaw.y * eye.y, yaw.x * eye.y - yaw.y * eye.x, eye.z);
    eye = vec3(eye.x, pitch.x * eye.y + pitch.y * eye.z, pitch.x * eye.z - pitch.y * eye.y);
    int quad = vertex >> 2;
    float toward = quad == 0 ? eye.x : (quad == 1 ? eye.y : eye.z);
    int seen = quad * 8 + (toward > 0.0 ? 4 : 0) + (vertex & 3);
    int row = (batch * 24 + (draw.z < 2.5 ? seen : vertex)) * 2;
    vec4 k0 = texelFetch(kit, row);
    vec4 k1 = texelFetch(kit, row + 1);
    int axis = int(k1.z * 0.5);
    vec3 p = k0.xyz * size;
    vec3 n = vec3(k0.w, k1.xy) / size;
    // What turns does so about its y axis, the wider the slower, each from its own place.
    float turned = k1.w * (TIME * 2.2 * inversesqrt(size.x) + float((a.w >> 24) & 255));
    vec2 spin = vec2(cos(turned), sin(turned));
    p.xz = vec2(spin.x * p.x - spin.y * p.z, spin.y * p.x + spin.x * p.z);
    n.xz = vec2(spin.x * n.x - spin.y * n.z, spin.y * n.x + spin.x * n.z);
#endif

#ifndef FAR
    vec2 panel = plane(size, axis);
    v_face.xy = plane(p, axis) + 0.5 * panel;
#endif
#ifndef PLAIN
    p = vec3(p.x, pitch.x * p.y - pitch.y * p.z, pitch.y * p.y + pitch.x * p.z);
    n = vec3(n.x, pitch.x * n.y - pitch.y * n.z, pitch.y * n.y + pitch.x * n.z);
    p = vec3(yaw.x * p.x - yaw.y * p.y, yaw.y * p.x + yaw.x * p.y, p.z);
    n = normalize(vec3(yaw.x * n.x - yaw.y * n.y, yaw.y * n.x + yaw.x * n.y, n.z));
#else
    const vec2 yaw = vec2(1.0, 0.0);
#endif

#ifdef FINE
    v_normal.xyz = n;
    // What is fine lies by the face's own corner; but things of one make do not rust alike.
    vec3 stands = centre + cell.xyz;
    v_own = fract(stands.xy * vec2(0.1371, 0.0937) + stands.z * vec2(0.0613, 0.1193) + n.xy * vec2(0.31, 0.17));
#endif
    vec3 local = centre + p;
    vec3 rel = local + p3d_ModelMatrix[3].xyz;
    // What is thinner than the light volume resolves stands in the shade of what is beside it.
    float slim = min(max(size.x, size.y), min(max(size.y, size.z), max(size.x, size.z)));
    float facing = 0.50 + 0.32 * n.z + dot(n.xy, SIDE);
    facing *= min(1.0, 0.42 + 0.9 * slim);
    give();
    v_sky = vec4(SKYLIGHT * facing, facing);
    v_rel = vec4(rel, thickness(rel.z));
#ifdef PLAIN
    const float proud = 0.0;
#else
    // Of what is round and wide, light and feet are stopped by boxes that stand out of its flutes.
    float proud = 0.07 * min(min(size.x, size.y), size.z);
#endif
    v_texel = vec4((local + n * proud) * cell.w + (n * 0.5 + 1.0) * texel, n.z);
#ifdef FAR
    // In place of what only near fragments ask for, the ellipsoid in which the world ends.
    v_texel.w = 1.0 / (REACH.y * REACH.y);
    v_dark.w = 1.0 / (REACH.x * REACH.x);
#endif
#ifndef FAR
    // Stains hang on walls by height and lie on floors; on turned parts they turn along.
    vec3 at = local + cell.xyz;
    vec2 along = axis == 0 ? vec2(-yaw.y, yaw.x) : yaw;
    v_face.zw = (axis == 2 ? at.xy : vec2(dot(at.xy, along), at.z)) * (1.0 / 64.0);
#ifndef PLAIN
    // A box that leans has its sides where others have their floors, and so has what tapers: the tile
    // is laid on them as they lie, or it would be drawn out to stripes.
    if (draw.z < 2.5 || axis == 2 && abs(n.z) < 0.6) {
        vec2 aside = n.xy * inversesqrt(max(dot(n.xy, n.xy), 1e-6));
        vec2 laid = abs(n.z) > 0.7 ? at.xy : vec2(dot(at.xy, vec2(-aside.y, aside.x)), at.z);
        v_face.zw = laid * (1.0 / 64.0);
    }
#endif
#endif

    int material = (a.w >> 16) & 31, tint = (a.w >> 24) & 255;
#ifndef FAR
    // No two panels are stained alike: of each another part of the tile shows, and its runs are
    // longer or shorter. (Quarters, or the tile would not meet itself where positions wrap.)
    v_face.zw = v_face.zw * vec2(1.0, 0.75 + 0.25 * float(tint & 3)) + float(tint) * vec2(0.38, 0.17);
#endif
    vec4 base = looks[material * 2], look = looks[material * 2 + 1];
    base.rgb *= base.a > 0.0 ? 1.0 : 0.80 + 0.40 * float(tint & 63) / 63.0;
#ifdef NEAR
    vec2 spacing = look.xy * (1.0 + 0.25 * float((tint >> 6) & 3));
    // A face hardly larger than one panel has no joints.
    v_panel = vec4(panel, mix(vec2(1e5), spacing, step(spacing * 1.2, panel)));
#endif
    // Looks hold metal and gloss in one number: 1 for metal, and what is mirrored below it.
    float metal = floor(look.w);
#ifdef FINE
    v_normal.w = look.w - metal;
#endif
    v_base = vec4(base.rgb * EXPOSURE, look.z + 2.0 * metal + 4.0 * base.a);
    gl_Position = project(rel);
}
