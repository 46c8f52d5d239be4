#version 330
// How far what is seen lies: log2(1 + metres) / 20 in three bytes; white is the sky. In the fourth,
// how much of its light comes through the air, if it is of the City; 0 for who acts in it.
#include "include/frame.glsl"
#include "include/air.glsl"
#ifndef SKY
in vec4 v_rel;
#endif
#ifdef CUT
uniform mat4 p3d_ModelMatrix;
#include "include/cut.glsl"
#endif
out vec4 shown;

void main() {
#ifdef CUT
    if (bored(v_rel.xyz - p3d_ModelMatrix[3].xyz).gap < 0.0) discard;
#endif
#ifdef SKY
    shown = vec4(1.0, 1.0, 1.0, 0.0);
#else
    float coarse = log2(1.0 + length(v_rel.xyz)) * (255.0 / 20.0);
    float middle = fract(coarse) * 255.0;
    shown = vec4(floor(coarse), floor(middle), floor(fract(middle) * 255.0), 0.0) / 255.0;
#ifdef CUT
    shown.a = arriving(v_rel.w, length(v_rel.xyz)) * (1.0 - closing(v_rel.xyz));
#endif
#endif
}
