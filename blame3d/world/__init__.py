"""The City: generate(world, level, cell) -> Chunk, and what the rest asks of it.

Coarse to fine, each layer refines only what the coarser left open:

    fields      voxels of 256 m: voids (chasms, shafts, hollows), towers, plates      districts
    panels      the skin of the masses, split again and again          hulls: the same from afar
    walls       what runs up and along whole walls
    facade      what is built onto panels               (ornament, roofs, placing)
    spans       what crosses the air                    segments: round members of any direction
    walk_*      the network that makes all of it walkable; it outranks every layer above
    fittings    what makes the network a place: portals, decks, stairs, rails, lamps
    edits       what the gun took away                  (capsule, carving)
    assemble    these in order: the parts of a cell     cell: the stages that cells share
    light       baked sky and lamps     sky, lamps, openness      air, viewpoint, occluders: queries
    generate    chunk and colliders

Only integers, + - x / and sqrt decide anything; chance comes from `hash`; a cell reads no other
cell of its own level. Everything cached here is a pure function of its arguments.

Where this differs from the design it started from, and why:

* Masses come from boxes of voxels, not from thresholded fields: a chasm must be straight for
  kilometres, and thresholded noise makes caves. The planes between voxels are shifted by hash.
* A refinement moves a surface by up to about 1/50 of its parent's edge between levels 0 to 3 and
  by the skin's depth (28 m) where panels give way to merged voxels, which happens a kilometre away.
* The kit's boxes are drawn by three faces and lie first in a chunk's buffer (see scene.chunknode);
  so a chunk is two draws at most, not one.
* Light and openness live here and not in a package of their own, for a chunk contains them.
* Chunks hidden behind large masses are found from the voxels (`occluders`); the openness mask
  hides too little in a City that is half air, but is kept in every chunk for sound and floods.
"""
