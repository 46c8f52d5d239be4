// Linear light to display values: a toe that keeps blacks black, a long shoulder for lamps.
// The square root stands for the display's gamma; the curve is chosen with it.
vec3 tone(vec3 light) {
    vec3 x = light * EXPOSURE;
    vec3 y = x * (x + 0.008) / (x * (x + 0.42) + 0.020);
    // Printed a little hard: blacks are black, the pale end is nearly paper.
    return sqrt(y) * CONTRAST + ((screen_noise() - 0.5) * (1.0 / 255.0) - BLACK);
}
