#version 330
// Where nothing is drawn there is air; FINE as in city.frag.
#include "include/frame.glsl"
#include "include/given.glsl"
#include "include/noise.glsl"
#include "include/air.glsl"
#include "include/tone.glsl"

#ifdef FINE
uniform sampler2D stains;
#include "include/sheets.glsl"
#endif

in vec3 v_direction;
out vec4 shown;

void main() {
    vec3 way = normalize(v_direction);
    float open = openness(way.z);
#ifdef FINE
    open *= torn(way * 3000.0, 3000.0).y;
#endif
    shown = vec4(tone(air_colour(open)), 1.0);
}
