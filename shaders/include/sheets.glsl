// Haze lies in sheets some fifty metres thick, torn at their edges, and light falls through it in
// curtains, slanting as all light here, below what is open above. (Slant and scale are such that the
// curtains meet themselves where positions wrap.)
const vec2 SLANT = vec2(0.25);
const vec4 SOFT = vec4(0.017, 0.009, 0.023, -0.041);   // as shares of the tile

// How many times as thick the air is, and how many times as bright.
vec2 torn(vec3 rel, float distance) {
    float reach = min(distance, 3000.0);
    vec3 step_ = rel / distance * reach * 0.2;
    float thick = 0.0, bright = 0.0;
    for (int i = 0; i < 5; i++) {
        vec3 p = EYE + step_ * (float(i) + 0.5);
        float tear = texture(stains, p.xy * (1.0 / 4096.0)).r + texture(stains, p.yx * (1.0 / 4096.0)).r - 1.0;
        float height = abs(fract((p.z + 50.0 * tear) * (1.0 / 512.0)) - 0.5);
        thick += smoothstep(0.14, 0.0, height);
        // Of four places: with the grain of one the air would be brushed, like rain on a pane.
        vec2 at = (p.xy - SLANT * p.z) * (1.0 / 1024.0) + 0.3;
        bright += 0.25 * (texture(stains, at + SOFT.xy).r + texture(stains, at - SOFT.xy).r
                          + texture(stains, at + SOFT.wz).r + texture(stains, at - SOFT.wz).r) - 0.5;
    }
    float far = reach * (1.0 / 3000.0);
    return vec2(0.92 + 0.12 * thick, 1.0 + clamp((0.05 + 0.13 * far) * bright, -0.22, 0.16));
}
