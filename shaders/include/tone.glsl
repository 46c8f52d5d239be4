// Linear light to display values: a toe that keeps blacks black, a long shoulder for lamps.
vec3 tone(vec3 light) {
    vec3 x = light * EXPOSURE;
    vec3 y = x * (x + 0.012) / (x * (x + 0.42) + 0.022);
    vec3 shown = pow(clamp(y, 0.0, 1.0), vec3(1.0 / 2.2));
    float value = dot(shown, vec3(0.3, 0.6, 0.1));
    shown.g += 0.006 * (1.0 - smoothstep(0.05, 0.22, value));
    return shown + (screen_noise() - 0.5) * (1.0 / 255.0);
}
