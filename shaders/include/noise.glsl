// A grain for the screen, so that slow gradients do not show steps. Interleaved: two fracts.
float screen_noise() {
    return fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
}
