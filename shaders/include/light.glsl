// Baked light on a surface: light.r is what comes from the openings, light.g what comes from lamps,
// both as square roots. How much a face looks to the openings is its `look`, 0.3 … 1.
// What has been reflected too often to have a direction.
const vec3 BOUNCE = vec3(0.020, 0.0245, 0.0255);
const vec3 COLD = vec3(0.62, 0.68, 0.70);
const vec3 WARM = vec3(1.00, 0.60, 0.27);

// Lamps that stand near are old and warm; far from a lamp, and from dim rows of tubes, light has
// no colour of its own: so warmth stays rarer than light.
vec3 lamplight(float root) {
    float light = root * root;   // of t as t / (t + 1/2), see world/lamps.py
    return mix(COLD, WARM, clamp(light * 5.5 - 2.9, 0.0, 0.6)) * (light * (0.6 + 2.8 * light));
}

// sky: the light of the openings as it falls on a face, and how much the face looks to it.
vec3 light_on(vec2 root, vec4 sky) {
    vec3 lit = sky.rgb * (root.x * (0.32 + 2.0 * root.x)) + BOUNCE * sky.w;
#ifdef FAR
    return lit; // what is far has no lamps in its light volume, only their glow
#else
    return lit + lamplight(root.y);
#endif
}
