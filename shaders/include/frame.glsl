// What all passes of a frame share. Everything is relative to the eye, in metres, world axes.
uniform vec4 frame[12];
#define EXPOSURE   frame[0].x
#define TIME       frame[0].y
#define EXTINCTION frame[0].z
#define GRADIENT   frame[0].w
#define PALE       frame[1].rgb
#define OPENNESS   frame[1].w
#define DARK       frame[2].rgb
#define PIXEL      frame[2].w   /* size of a pixel at one metre */
#define RIGHT      frame[3].xyz
#define FORWARD    frame[4].xyz
#define ABOVE      frame[5].xyz
#define REACH      vec2(frame[3].w, frame[4].w) /* drawn radius: horizontal, vertical */
#define FOCAL      frame[6].xy
#define JITTER     frame[6].zw  /* in clip space, for many samples a pixel */
#define PRINT      frame[5].w   /* a factor on the values of a still, */
#define BLACK      frame[8].w   /* and what is taken from them */
#define SKYLIGHT   frame[8].rgb /* colour of what comes from the openings */
#define SIDE       frame[9].xy   /* towards where the light comes from, and how much it does */
#define EYE        frame[7].xyz /* the eye's place modulo 4096 m, for noise that stands still */

// One slice of depth: clip z = slice.x * w + slice.y.
uniform vec4 slice[1];

vec4 project(vec3 rel) {
    float w = dot(FORWARD, rel);
    vec2 xy = FOCAL * vec2(dot(RIGHT, rel), dot(ABOVE, rel)) + JITTER * w;
    return vec4(xy, slice[0].x * w + slice[0].y, w);
}
