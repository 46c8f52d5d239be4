#version 330
#include "include/frame.glsl"
#include "include/noise.glsl"
#include "include/air.glsl"
#include "include/tone.glsl"

in vec2 v_at;
flat in vec4 v_colour;
flat in vec4 v_how;
out vec4 shown;             // with its coverage multiplied in

void main() {
    float r = length(v_at);
    vec3 light = v_colour.rgb;
    float cover = v_colour.a;
    if (v_how.x < 0.5) {
        // Core and edge of the line: 0.5 and 2.2 m wide.
        float x = abs(v_at.x) / v_at.y;
        float core = 1.0 - smoothstep(0.12, 0.25, x);
        float edge = 1.0 - smoothstep(0.35, 1.0, x);
        light = light.r * (core * 60.0 * vec3(1.00, 0.84, 0.78) + edge * edge * 18.0 * vec3(1.00, 0.034, 0.018));
        cover *= max(core, edge);
    } else if (v_how.x < 2.5) {
        float turn = atan(v_at.y, v_at.x);
        float s = v_how.y;
        float torn = 1.0 + r * (0.15 * sin(2.0 * turn + s) + 0.10 * sin(3.0 * turn - 2.0 * s));
        float body = clamp(1.0 - r * torn, 0.0, 1.0);
        body = v_how.x < 1.5 ? body * body : body * body * (3.0 - 2.0 * body);
        cover *= body;
    } else {
        // Flat pieces that turn, a corner gone.
        cover *= step(v_at.x + v_at.y * 0.6, 1.1);
    }
    float clear = v_how.z;
    if (cover < 0.004) discard;
    vec3 seen = v_how.x < 1.5 ? light * clear : through_air(light, clear, OPENNESS);
    shown = vec4(max(tone(EXPOSURE * seen), 0.0) * cover, v_how.x < 1.5 ? cover * min(1.0, max(light.r, light.g)) : cover);
}
