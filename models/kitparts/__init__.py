"""The parts of models/kit.npz as quads, by kind; `build_kit.py` numbers and writes them.

A part is a function that returns groups (role, quads). Axes: x across, y along or into the wall
(a part on a wall looks along -y), z up. It is drawn either in a unit box centred on the origin,
to be stretched to measure, or in metres, at the size that it always has.
"""
