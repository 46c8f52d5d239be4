#version 330
// What a shot leaves in the air: the line, fire, dust, debris. A strip between two points that
// turns its width to the eye; both points one, it is a disc that faces it. See scene/beams.py.
#include "include/frame.glsl"
#include "include/air.glsl"
float screen_noise() { return 0.5; }    // what is one colour has no gradient to hide
#include "include/tone.glsl"

uniform samplerBuffer sparks;

out vec2 v_at;
flat out vec4 v_colour;     // of a line linear light, of others as it is shown; how much it covers
flat out vec4 v_how;        // 0 line, 1 fire, 2 dust, 3 a piece; light that arrives; share that hides
flat out vec4 v_torn;       // cosine and sine of the seed, and of its double

void main() {
    int row = gl_InstanceID * 4;
    vec4 a = texelFetch(sparks, row), b = texelFetch(sparks, row + 1);
    vec4 how = texelFetch(sparks, row + 3);
    v_colour = texelFetch(sparks, row + 2);
    v_at = vec2((gl_VertexID & 1) * 2 - 1, (gl_VertexID & 2) - 1);
    float far = v_at.y > 0.0 ? 1.0 : 0.0;
    vec3 rel = mix(a.xyz, b.xyz, far);
    float wide = mix(a.w, b.w, far);
    vec3 side, other = vec3(0.0);
    if (how.x < 0.5) {
        wide = max(wide, 1.5 * length(rel) * PIXEL);
        side = how.yzw;
        // Both as they are in the world, or a strip that widens would be bent along its diagonal.
        v_at = vec2(v_at.x * wide, wide);
    } else {
        vec2 turn = vec2(cos(how.z), sin(how.z));
        side = RIGHT * turn.x + ABOVE * turn.y;
        other = (ABOVE * turn.x - RIGHT * turn.y) * (v_at.y * wide * how.w);
    }
    bool fire = how.x < 1.5;
    float clear = transmittance(rel.z, length(rel)) * (1.0 - closing(rel));
    v_how = vec4(how.x, clear, fire ? min(1.0, max(v_colour.r, v_colour.g)) : 1.0, 0.0);
    v_torn = vec4(cos(how.y), sin(how.y), cos(2.0 * how.y), sin(2.0 * how.y));
    if (how.x > 0.5) {
        vec3 seen = fire ? v_colour.rgb * clear : through_air(v_colour.rgb, clear, OPENNESS);
        v_colour.rgb = max(tone(EXPOSURE * seen), 0.0);
    }
    gl_Position = project(rel + side * (how.x < 0.5 ? v_at.x : v_at.x * wide) + other);
    // Fire and dust come out of the hole towards the eye: depth as if they stood nearer.
    float w = dot(FORWARD, rel);
    float pulled = max(w - min(1.2 * wide, 0.4 * w), 0.05);
    if (how.x > 0.5 && how.x < 2.5 && w > 0.1)
        gl_Position.z = (slice[0].x * pulled + slice[0].y) / pulled * gl_Position.w;
}
