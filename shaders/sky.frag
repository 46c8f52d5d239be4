#version 330
// Where nothing is drawn there is air.
#include "include/frame.glsl"
#include "include/given.glsl"
#include "include/noise.glsl"
#include "include/air.glsl"
#include "include/tone.glsl"

in vec3 v_direction;
out vec4 shown;

void main() { shown = vec4(tone(air_colour(openness(normalize(v_direction).z))), 1.0); }
