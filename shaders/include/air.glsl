// The air between the eye and what it sees.

// How much opening the air in this direction sees, 0 … 1: rays that rise see more of it.
float openness(float rise) { return clamp(OPENNESS + rise * (rise > 0.0 ? 0.42 : 1.0), 0.0, 1.0); }

// What air shows that nothing is seen through.
vec3 air_colour(float open) { return DARK + PALE * (open * open); }

// What is seen of a colour through air that lets this share of its light pass. Thin air is dark
// and only thick air pale, for what is between the eye and the near walls lies in their shade:
// so planes step evenly from black to pale, and what is near keeps its blacks.
vec3 through_air(vec3 colour, float clear, float open) {
    float thick = 1.0 - clear;
    return colour * clear + (DARK + PALE * (open * open * thick * thick)) * thick;
}

// How thick the air is on the way to a point of this height: exponential, denser below (to first
// order). Nearly linear, so vertices may find it.
float thickness(float height) {
    return EXTINCTION * clamp(1.0 - 0.5 * GRADIENT * height, 0.3, 3.0);
}

// Share of the light that arrives through so thick air.
float arriving(float thick, float distance) {
    return exp2(-1.442695 * thick * (distance * distance / (distance + 160.0)));
}

float transmittance(float height, float distance) { return arriving(thickness(height), distance); }

// The drawn world ends in air, at an ellipsoid: 0 within four fifths of it, 1 at its surface.
// square: of the share of the way there.
float ended(float square) {
    float t = clamp((square - 0.64) * (1.0 / 0.36), 0.0, 1.0);
    return t * t;
}

float closing(vec3 rel) {
    vec3 share = rel / REACH.xxy;
    return ended(dot(share, share));
}
