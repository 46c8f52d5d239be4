"""Killy's body: pure values and functions, nothing that knows of a renderer.

clock    real time → whole steps of 1/120 s, and where the picture stands between them
state    State, Intent, Legs (measures and abilities), Mode; places as cell + metres in it
motion   step(state, intent, world) → state: all that the legs can do
steer    speeds that are asked for
tread    on foot and through the air; flight: flying; mantle: onto ledges;
         ladder: up and down rungs; lift: platforms that carry; shafts: where they go
near     Surroundings: colliders of cells → the few solids around the body
shapes   distances from an upright capsule to boxes, cylinders and wedges
sweep    first contact of a moving capsule (no step is too long, no wall too thin)
slide    along walls, up steps, down onto the ground, out of overlaps
rescue   whether a place is free; the nearest place that is
rays     straight looks through colliders
floor    what is under a foot; how far back a camera can go
gun      what a shot takes, how it throws; struck: where its blasts are
tape     a walk written down, to be walked again bit for bit
camera   the eye of a state: bob, stairs, landings
walkbot  a bot that tries to break all this; a walker that follows a line
gym      small worlds to try it in
"""
