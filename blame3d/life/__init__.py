"""What moves in the City by itself: functions of the seed, the place and the time. Pure numpy.

    space     where there is room: air before a face of mass, off the walkways
    site      a place at which something moves, and its axes
    small     falls, dust, cables, lamps, fans     great     trams, wheels, Builders, blocks
    sites     the sites around an eye, cell by cell of their lattices
    kinds     site and time to actors: falls, swaying, turning, builders, rare
    ash       what drifts around the eye itself
    overture, sleeper    what waits around the place of a first walk
    living    all actors of a place and a time     cues, cue   what of it is heard

A site is a function of (seed, cell of its lattice) and a pose one of (site, time): nothing is
remembered, so a moment can be sought and a frame rendered alone.
"""
