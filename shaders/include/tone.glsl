// Linear light to display values: a toe that keeps blacks black, a long shoulder for lamps.
// The square root stands for the display's gamma; the curve is chosen with it.
vec3 curve(vec3 exposed) {
    vec3 y = exposed * (exposed + 0.008) / (exposed * (exposed + 0.42) + 0.020);
    // Printed a little hard: blacks are black, the pale end is nearly paper.
    return sqrt(y) * 1.10 + ((screen_noise() - 0.5) * (1.0 / 255.0) - 0.016);
}

// The same of a still, whose print has a black of its own.
vec3 tone(vec3 exposed) { return curve(exposed) * PRINT - BLACK; }
