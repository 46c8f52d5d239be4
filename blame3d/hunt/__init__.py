"""The hunt: what comes when the walker takes his device off. Pure numpy.

    surface   nearest solid to many points at once: distance and normal
    solids    the solids around the walker as one table, out of the colliders of cells
    pack      hunters as arrays          chase   one step of time      vectors  rows of vectors
    figures   all of them as actors      crater  what they are made of    bench    what forty cost
    eyes      where a Watchtower's eye opens, and what it sees

Hunters run on whatever surface is there, floors, walls and undersides alike: a body keeps a
distance from the nearest solid, moves along the tangent there, and is put back to its distance.
That goes round edges and into corners without any map, costs one look-up a step, and cannot end
in a solid, for a step that would is not taken. There is no search for ways: they know where you
are and take the straight tangent, each with its own bias, which flanks by itself; what stops them
is what stops water. Random numbers are hashes of (seed, hunter, count of its bursts).
"""
