#version 330
in vec2 v_at;
flat in vec3 v_colour;
flat in float v_core;
out vec4 shown;

void main() {
    float r = length(v_at);
    float core = 1.0 - smoothstep(v_core * 0.7, v_core * 1.3, r);
    float halo = max(0.0, 1.0 - r);
    vec3 light = v_colour * (core * 1.2 + halo * halo * halo * 0.55);
    // The core of a bright lamp burns out towards white.
    light += core * v_colour.r * vec3(0.25);
    shown = vec4(min(light, vec3(1.0)), 1.0);
}
