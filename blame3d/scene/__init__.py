"""The renderer: chunks and views in, pictures out.

    host, gl, cores  the device, what Panda3D does not say of it, and who draws where
    frame            what one frame is drawn from, as a value
    city             attached chunks, shown in a fixed order    chunknode, draws, pool, geometry
    drawn, budget    those in the scene, and how much of each is asked for
    order, overlap   which comes first, and when drawing begins
    picking, sift, occlusion     parts that no others hide, where the CPU draws
    programs, looks, stains, quality      shaders, materials, the grain of surfaces, how much
    uniforms, turns, arming     what programs share; their table; those that are made ready
    weather, eye, shade, fades, target    air, frustum, what masses hide, cross-fades, framebuffers
    cuts, cutting, beams     what the gun took away, and who is told of it; line, fire and dust
    shafts           light that falls through the haze
    actors, figures, probe, standing     who moves, of what, and the light where they stand
    alive            what lives in a view

Where it differs from the design, and why:

- No occlusion flood. In the one view measured, a flood through the openness masks hid 0.6 % of the
  parts (the City is open, and cells without air hold no parts). Boxes of mass merged from voxels
  (world.occluders, shade) hid a third of the draws in a chasm, and cost 3 ms for 370 chunks.
- The drawn radius is the ring's or the distance at which the air lets 1.5 % of the light through,
  whichever is nearer: what lies farther is neither made (capture.gather) nor drawn.
- The grain of surfaces is one tile of 64 m instead of noise in the shader: on llvmpipe a filtered
  fetch of four channels costs as much as half an octave of three-dimensional noise.
- What is flat on a face is found in the vertex shader; the fragment shader has no branches and no
  tables, because llvmpipe pays for both sides and copies tables to each fragment (only what a beam
  may touch loops over beams).
- Where the CPU draws, only parts that can be seen are drawn (sift). Of 7,000 asked for one in six
  was seen; of ten layers behind a pixel most were large boxes behind walls, each tested pixel by
  pixel, for llvmpipe has no coarse depth. A small picture of depths of the 640 largest boxes tells
  which they are, anew for each frame. Boxes by their bounds on the screen alone: three parts in
  four were hidden, but one layer in six; told cell by cell, half of the layers. With the order by
  where parts end, 1.2 layers are shaded in place of 1.5.
- Faces in one plane fought for pixels, in stripes: setting up a triangle snaps its corners, and two
  planes are never quite the same. So each part is drawn a little larger, by its tint.
- Far chunks (level 2 and up) have a program of their own without small detail, and nearer ones one
  without joints where a pixel is wider than 6 cm; stills do not.
- What is the same for all fragments comes from the vertices, flat: llvmpipe (22.3) fetches a
  uniform lane by lane, thirty instructions a number, a fifth of all that its threads did. Uniform
  blocks are fetched alike.

Ten standard views at low, before and after in turns in one run, medians: 57 to 69 ms, then 47 to
54; 0.80 of the time on the mean, 0.69 at best. Flat varyings and the program for the middle
distance gave 11 %, beginning to draw while the rest is submitted 7 %, small parts first in the
cells around the eye 4 % (17 % where a wall stands before rooms). Where the rest goes: a sixth is
one thread that culls and submits, two thirds are fragments, a fifth is setting up triangles.

What was tried and brought nothing: chunks in the order of the distance of their bounds (as many
layers), kinds of parts in another order, stains with a quarter of the texels (2 %), a coarse depth
buffer of the 128 largest boxes (hid 2 to 21 % of the parts, cost 5 ms), light that is not
interpolated (9 %, ugly). With 38,000 triangles a frame takes 5 % less, but bridges end in the air
and walls have holes: of the parts asked for nearly half lie beside the picture, and one in six at
most is seen, but that budget counts them all. With 70,000 asked for, and 12,000 at most of what is
seen, twelve moments of a film had nearly no holes and took 8 % more (27.0 ms for 25.0), which is
more than a frame may take. To draw what stands while the cast is posed, in two passes, brought
nothing on two cores, where that work takes time of the renderer's threads; nor did other
priorities for these.
"""
