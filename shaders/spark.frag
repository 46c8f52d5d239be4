#version 330
// Fire and dust lie over one another by the dozen, as wide as the picture: LINE, the only one whose
// light is not the same all over it, is a program of its own for the moment that it is there.
#ifdef LINE
#include "include/frame.glsl"
#include "include/noise.glsl"
#include "include/tone.glsl"
#endif

in vec2 v_at;
flat in vec4 v_colour;
flat in vec4 v_how;
flat in vec4 v_torn;
out vec4 shown;             // with its coverage multiplied in

void main() {
    float square = dot(v_at, v_at);
    float inverse = inversesqrt(max(square, 1e-8)), r = square * inverse;
    // An edge torn by the sines of twice and three times the angle, each turned by the seed.
    vec2 way = v_at * inverse, squares = way * way;
    float two = 2.0 * way.x * way.y * v_torn.x + (squares.x - squares.y) * v_torn.y;
    float three = way.y * (3.0 * squares.x - squares.y) * v_torn.z
                  - way.x * (squares.x - 3.0 * squares.y) * v_torn.w;
    float body = clamp(1.0 - r * (1.0 + r * (0.15 * two + 0.10 * three)), 0.0, 1.0);
    body *= v_how.x < 1.5 ? body : body * (3.0 - 2.0 * body);
    // Flat pieces that turn, a corner gone.
    float piece = step(v_at.x + v_at.y * 0.6, 1.1);
    float cover = v_colour.a * (v_how.x < 2.5 ? body : piece);
    shown = vec4(v_colour.rgb * cover, cover * v_how.z);
#ifdef LINE
    // Core and edge of the line: 0.5 and 2.2 m wide.
    float x = abs(v_at.x) / v_at.y;
    float core = 1.0 - smoothstep(0.12, 0.25, x);
    float edge = 1.0 - smoothstep(0.35, 1.0, x);
    vec3 light = v_colour.r * (core * 60.0 * vec3(1.00, 0.84, 0.78) + edge * edge * 18.0 * vec3(1.00, 0.034, 0.018));
    cover = v_colour.a * max(core, edge);
    vec3 seen = max(tone(EXPOSURE * light * v_how.y), 0.0);
    if (v_how.x < 0.5) shown = vec4(seen * cover, cover * min(1.0, max(light.r, light.g)));
#endif
}
