"""Film as a function of time: `sample(piece, t)` is all that a frame of a set piece is drawn from.

    keys      tracks of keys and easing; turning the short way      noise    what a hand does
    paths     rails, cranes, orbits, what follows somebody          shot     a cut with its camera
    words     captions and titles in two languages                  sounds   cues on the line
    piece     the whole: shots, roles, warp, edits; sampling it     transport   play, pause, seek
    standing  what of it stops a body

Pure, and nothing is remembered: seeking, playing backwards, a still and a film rendered on many
machines are one call each. Two clocks run: *film time* t, seconds since the piece began, which
shots, captions and titles know; and *story time* s, which is t through the piece's warp keys, and
which everybody in front of the camera lives by. Places are metres in the site's own axes.
"""
