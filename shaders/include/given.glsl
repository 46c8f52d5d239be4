// What all fragments of a frame share comes from the vertices, already exposed: a CPU rasteriser
// fetches a uniform lane by lane, at thirty instructions a number.
#ifdef VERTEX
#define GIVEN flat out
#else
#define GIVEN flat in
#endif
// What is the same on a whole face of a box is not on what is round.
#ifdef PLAIN
#define FACE flat
#else
#define FACE
#endif
GIVEN vec4 v_pale;          // air that sees an opening; how much opening a level ray sees
GIVEN vec4 v_dark;          // air that sees none; the size of a pixel at one metre

#ifdef VERTEX
void give() {
    v_pale = vec4(PALE * EXPOSURE, OPENNESS);
    v_dark = vec4(DARK * EXPOSURE, PIXEL);
}
#else
#undef PALE
#undef OPENNESS
#undef DARK
#undef PIXEL
#define PALE v_pale.rgb
#define OPENNESS v_pale.w
#define DARK v_dark.rgb
#define PIXEL v_dark.w
#endif
