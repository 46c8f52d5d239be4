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

Memory, in MB of a process that draws on the CPU (24 leaps between ten places, chunks of the City):

    a process with numpy 25, Panda3D 70, all of ours 92, a context 160 (LLVM's pages 55, which
    others share), programs and the first frame 200; then, of a place's 870 nodes:

- *Answers.* A node kept views of bounds and ladders, four hundred bytes, and with them the whole
  answer of the worker, parts and light: 33 of 175. It keeps copies.
- *Light.* 16 for us and 32 to 45 for the driver, whose rows of 34 texels of two bytes are padded to
  128: only it keeps them (`pool.light` asks for them back). Parts and lamps are 8, likewise.
- *States.* A draw is 4 KB of node and 1 to 3 KB for each of its states: what it sets itself, and
  the same composed with all above it. 14,600 were held by 1,400 nodes that had a draw for each of
  four kinds; chunks have 2.3. Now 9,000 by 1,050, with what may wait. Inputs that all share make
  half of a composed state, so one array instead of five would save as much again.
- *Holes.* Panda3D has an allocator of its own that takes from the same heap as malloc, piece by
  piece, so neither can give back the end: 40 of 360. `stream.heap` gives back malloc's pages; what
  Panda3D has freed stays, and is used again.
- A driver lets go of textures a few a frame: after a leap it holds both places for a second.
"""
