"""The City: generate(world, level, cell) -> Chunk, and what the rest asks of it.

Coarse to fine, each layer refines only what the coarser left open:

    fields      voxels of 256 m: voids (chasms, shafts, hollows), towers, plates      districts
    panels      the skin of the masses, split again and again          hulls: the same from afar
    walls       what runs up and along whole walls
    facade      what is built onto panels               (ornament, roofs, placing)
                relief: the form of large walls; yards: that of large floors
    spans       what crosses the air: crossings (decks), leaning (members)   segments: round ones
    walk_*      the network that makes all of it walkable; it outranks every layer above
    landmarks   great forms on lattices (forms_*, members, viaduct, colossi, water)
                rooms, halls, works: what great spaces hold
    fittings    what makes the network a place: portals, decks, passages, stairs, rails, lamps,
                ladders; spines: the walls of stair towers;
                linings, conduits: walls of passages, what runs along them
                wayside, deckwork: what is at hand; oddities: errors on purpose
                gantries: what stands over ways      aisles: what stands beside broad ones
                stretch: what 384 m of a way have in common; stuff: what they are made of;
                tubes: how they are lit; numerals: their numbers, in paint
    lights      groups of lights on great walls, where it is dark      plain: a cell that failed
    skylights   wells in ceilings, the shafts of light below them
    sites       where films are played; a site of one City as a guest in another (walk_border,
                bulkheads: how it meets that)
    edits       what the gun took away                  bore: what it bared (capsule, carving)
    assemble    these in order: the parts of a cell     cell: the stages that cells share
    light       baked sky and lamps     sky, lamps, openness; recesses: what stands back is open
    air, viewpoint (of prospects), occluders: queries
    generate    chunk and colliders

Only integers, + - x / and sqrt decide anything; chance comes from `hash`; a cell reads no other
cell of its own level. Everything cached here is a pure function of its arguments.

What it costs, and where it went (ms of one core a chunk, of a start, before and after):

    level   6     5     4     3     2     1
    before  52    143   23    30    53    39
    after   17    36    18    18    26    20

* Half of level 5 was looking up the ends of leaning members one by one, and making great forms
  with a numpy call a member. What is small and many is found a block of lattice cells at a time
  (`leaning._leaning`, 26 times as fast), for all members at once (`members.blocks`, 14 times), or,
  where it is a handful of points, without numpy at all (`fields.solid_at`).
* What a level cannot show is refused before it is made (`spans._WIDEST`): at level 6 two of three
  axes of lines had been made to be thrown away.
* A form costs 1.5 ms and most of it is Python that places members; it is made once a worker, of
  far ones only the tenth is kept that far levels draw. There are some two a lattice cell, so
  level 6, whose roots reach 14 km, would have to make five thousand: it shows colossi only.
* What stands on lattices and is seen from kilometres away (colossi, railways) was made four times
  over: a start asks for 2,100 colossi and 512 were kept. All are kept now, only with the members
  that far levels draw (1.5 KB each). With numbers hashed one by one by Python's own integers, which
  is twice as fast as numpy's, a start of 1,005 chunks costs 28 s of processor time where it was 42
  beside the same other work; level 6 35 ms a chunk instead of 88, level 5 36 instead of 61.
* A mixer of hashes that works in place is no faster than one that does not.
* The best view near a point was found by asking of sixteen whether nothing stands before the eye,
  0.04 s each, and then taking the best by rank: asked in the order of rank one or two are enough,
  0.6 s instead of 1.05.
* What is left: forms half of level 5; the walk network a quarter of level 2; sky, 5 ms for a block
  of 32³ voxels and as much again for each of the blocks around it, all of level 6's first cells.

Where this differs from the design it started from, and why:

* Masses come from boxes of voxels, not from thresholded fields: a chasm must be straight for
  kilometres, and thresholded noise makes caves. The planes between voxels are shifted by hash.
* A refinement moves a surface by up to about 1/50 of its parent's edge between levels 0 to 3 and
  by the skin's depth (28 m) where panels give way to merged voxels, which happens a kilometre away.
* The kit's boxes are drawn by three faces and lie first in a chunk's buffer (see scene.chunknode);
  so a chunk is two draws at most, not one.
* Parts are not carved: what lies in a beam is left out by the renderer, to the pixel and at every
  level (scene.cuts), and the bore's wall is built here (`bore`); only what bodies touch is cut.
* A cell knows only the beams that reach into it (`edits.local`), its light too: so what was made
  of others stays good after a shot.
* A site's grammar is that of the default City at its place, and its mask is four kilometres wide:
  what is staged there stands on walls, ways and air as they were found, and is seen from two
  kilometres away. In another City all of that stands there as a guest; only what dresses the ways
  of the stage itself is kept from changing with the City.
* Light and openness live here and not in a package of their own, for a chunk contains them.
* Chunks hidden behind large masses are found from the voxels (`occluders`); the openness mask
  hides too little in a City that is half air, but is kept in every chunk for sound and floods.
"""
