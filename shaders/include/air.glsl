// The air between the eye and what it sees.

// How much opening the air in this direction sees, 0 … 1.
float openness(vec3 direction) {
    float z = direction.z;
    return clamp(OPENNESS + z * (z > 0.0 ? 0.75 : 1.15) - 0.25 * z * abs(z), 0.0, 1.0);
}

vec3 air_colour(float open) { return mix(DARK, PALE, open * open); }

// Light that arrives from a point, 0 … 1: exponential air, denser below.
float transmittance(vec3 rel, float distance) {
    float k = clamp(GRADIENT * rel.z, -3.0, 3.0);
    float layer = abs(k) < 1e-3 ? 1.0 : (1.0 - exp(-k)) / k;
    return exp(-EXTINCTION * distance * layer);
}

// The drawn world ends in air: 0 nearer than four fifths of the radius, 1 at its edge.
float closing(vec3 rel) {
    float share = max(length(rel.xy) / REACH.x, abs(rel.z) / REACH.y);
    return smoothstep(0.8, 1.0, share);
}
