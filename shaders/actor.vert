#version 330
#define VERTEX
// Who moves. One draw a model: an instance is a few rows of `actors`, see scene/actors.py.
#include "include/frame.glsl"
#include "include/given.glsl"
#include "include/air.glsl"

uniform samplerBuffer actors;
uniform float rows;         // of an instance
uniform float tall;         // the model, metres
in vec4 p3d_Vertex;         // in the joint's own space
in float joint;
#ifdef CONTOUR
in vec3 hull;               // mean normal of all corners in this place
#else
in vec3 p3d_Normal;
in vec4 look;               // reflectance, 0; or emitted light, 1
#endif

uniform float shade;        // share of the opening's light that the sides turned away have

out vec4 v_rel;             // metres from the eye; how much the surface faces the key, 0 … 1
out vec4 v_light;           // light of the opening, of lamps; how thick the air is; glow
out vec4 v_look;
flat out vec4 v_key;        // light of the openings; share of it that the sides turned away have
flat out vec4 v_end;        // the ellipsoid in which the world ends; a still's print and its black
#ifdef BUILT
out vec3 v_face;            // metres on the face, stuck to the joint; 1 on walls
#endif

void main() {
    int first = gl_InstanceID * int(rows);
    vec4 place = texelFetch(actors, first);     // metres from the eye, glow
    vec4 light = texelFetch(actors, first + 1); // of the opening and of lamps, below and above
    vec4 key = texelFetch(actors, first + 2);   // where most light comes from; rim
    int row = first + 3 + int(joint) * 3;
    vec4 a = texelFetch(actors, row), b = texelFetch(actors, row + 1), c = texelFetch(actors, row + 2);
    vec4 at = vec4(p3d_Vertex.xyz, 1.0);
    vec3 local = vec3(dot(a, at), dot(b, at), dot(c, at));
    vec3 rel = local + place.xyz;
#ifdef CONTOUR
    // 1.2 pixels of a picture 1080 high, hardly less than one of any, and thinning to nothing.
    float distance = length(rel);
    float wide = max(0.0022 / FOCAL.y, 0.7 * PIXEL) * clamp(1.0 - distance / 60.0, 0.0, 1.0);
    vec3 outward = vec3(dot(a.xyz, hull), dot(b.xyz, hull), dot(c.xyz, hull));
    rel += outward * (wide * (1.0 + 0.6 * key.w) * distance);
    float rim = key.w * smoothstep(0.1, 0.5, dot(outward, key.xyz));
    v_rel = vec4(rel, 0.0);
#else
    vec3 n = vec3(dot(a.xyz, p3d_Normal), dot(b.xyz, p3d_Normal), dot(c.xyz, p3d_Normal));
    n *= inversesqrt(max(dot(n, n), 1e-12));
    v_rel = vec4(rel, 0.5 + 0.5 * dot(n, key.xyz));
#endif
    float up = clamp(local.z / tall, 0.0, 1.0);
    v_light = vec4(mix(light.xy, light.zw, up), thickness(rel.z), place.w);
#ifdef CONTOUR
    v_look = vec4(mix(vec3(0.0025, 0.003, 0.0032), vec3(0.092, 0.106, 0.110), rim) * EXPOSURE, 0.0);
#elif defined(VEIL)
    v_look = look;
#else
    v_look = vec4(look.rgb * EXPOSURE, look.a);
#endif
    give();
    v_key = vec4(SKYLIGHT, shade);
    v_end = vec4(1.0 / (REACH * REACH), PRINT, BLACK);
#ifdef BUILT
    // As the City's faces are lit; stained along the axis that the face looks to.
    v_rel.w = 0.58 + 0.30 * n.z + 0.14 * n.x + 0.08 * n.y;
    vec3 metres = p3d_Vertex.xyz * sqrt(a.xyz * a.xyz + b.xyz * b.xyz + c.xyz * c.xyz);
    vec3 facing = abs(p3d_Normal);
    bool level = facing.z > max(facing.x, facing.y);
    v_face.xy = level ? metres.xy : (facing.x > facing.y ? metres.yz : metres.xz);
    v_face.xy += joint * vec2(23.0, 11.0);
    v_face.z = 1.0 - n.z * n.z;
#endif
    gl_Position = project(rel);
#ifdef VEIL
    // Depth as if it lay a little nearer: the floor that it lies on must not cut it.
    float w = gl_Position.w, pulled = w - min(0.04, 0.02 * w);
    gl_Position.z = (slice[0].x * pulled + slice[0].y) / pulled * w;
#endif
}
