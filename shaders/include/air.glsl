// The air between the eye and what it sees.

// How much opening the air in this direction sees, 0 … 1: rays that rise see more of it.
float openness(float rise) { return clamp(OPENNESS + rise * (rise > 0.0 ? 0.6 : 1.0), 0.0, 1.0); }

vec3 air_colour(float open) { return mix(DARK, PALE, open * open); }

// Share of the light that arrives from a point: exponential air, denser below (to first order),
// and thin around the eye, so that what is near keeps its blacks.
float transmittance(float height, float distance) {
    float layer = clamp(1.0 - 0.5 * GRADIENT * height, 0.3, 3.0);
    float path = distance * distance / (distance + 160.0);
    return exp2(-1.442695 * EXTINCTION * path * layer);
}

// The drawn world ends in air, at an ellipsoid: 0 within four fifths of it, 1 at its surface.
float closing(vec3 rel) {
    vec3 share = rel / REACH.xxy;
    float t = clamp((dot(share, share) - 0.64) * (1.0 / 0.36), 0.0, 1.0);
    return t * t;
}
