"""The renderer: chunks and views in, pictures out.

    host, gl         the device and what Panda3D does not say of it
    frame            what one frame is drawn from, as a value
    city             attached chunks, shown in a fixed order    chunknode, pool, geometry, budget
    programs, looks, stains, quality      shaders, materials, the grain of surfaces, how much
    weather, eye, shade, fades, target    air, frustum, what masses hide, cross-fades, framebuffers
    cuts, beams      what the gun took away; its line, fire and dust
    shafts           light that falls through the haze
    actors, probe    figures, and the light where they stand    alive   what lives in a view

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
- Far chunks (level 2 and up) have a program of their own without small detail; stills do not.
"""
