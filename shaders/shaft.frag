#version 330
// Brightest along its middle, streaked by whatever the well's bars and the haze let through.
uniform sampler2D stains;

in vec4 v_at;
in float v_bright;
flat in vec3 v_colour;
out vec4 shown;

void main() {
    float side = 1.0 - v_at.x * v_at.x;
    float streak = 0.1 + 1.8 * texture(stains, vec2(v_at.z * 0.16, v_at.w * 0.02)).g;
    float torn = 0.2 + 1.6 * texture(stains, v_at.zw * 0.09).r;
    float fall = (1.0 - v_at.y) * (1.0 - 0.6 * v_at.y);
    shown = vec4(v_colour * (v_bright * side * side * fall * streak * torn), 1.0);
}
