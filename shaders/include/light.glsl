// Baked light on a surface: light.r is the root of what comes from the openings, light.g tells that of
// what comes from lamps (see world/lamps.py). How much a face looks to the openings is its `look`,
// 0.3 … 1.
// What has been reflected too often to have a direction.
const vec3 BOUNCE = vec3(0.020, 0.0245, 0.0255);
const vec3 COLD = vec3(0.62, 0.68, 0.70);
const vec3 WARM = vec3(1.00, 0.61, 0.29);

// Warm above 128 of 255, cold below.
vec3 lamplight(float stored) {
    float root = stored * (255.0 / 127.0) - 128.0 / 127.0;
    float light = root * root;   // of t as t / (t + 1/2)
    // Warmth ends before light does: a pool is small, and warmth stays rarer than light.
    return mix(COLD, WARM, clamp(root * 2.2 - 0.5, 0.0, 1.0)) * (light * (0.8 + 1.4 * light));
}

// sky: the light of the openings as it falls on a face, and how much the face looks to it. up: how
// much it looks upwards, -1 … 1: lamps shine downwards, and what is thinner than a texel of the
// volume does not shade its own underside.
vec3 light_on(vec2 root, vec4 sky, float up) {
    vec3 lit = sky.rgb * (root.x * (0.32 + 2.0 * root.x)) + BOUNCE * sky.w;
#ifdef FAR
    return lit; // what is far has no lamps in its light volume, only their glow
#else
    return lit + lamplight(root.y) * min(1.0, 1.0 + 0.75 * up);
#endif
}
