"""Who and what moves: models with rigid joints, and their poses as functions of time.

Pure numpy. A model is a file of `models/` (`cast.model`); a pose is one matrix a joint; an `Actor`
is a model somewhere in a pose, and a frame is told its actors (`scene.frame.View.actors`). What
draws them is `scene.actors`.

model, actor  what a file holds, and what a frame is told
gait, feet    how one goes at a speed; where the feet stand while one goes
stride        a walk along a line, as a function of the way gone
watcher       a Watchtower's eye on its mast
crowd         Exterminators, many at once       reach  hands that take hold
solid         what stands, as boxes that stop a body
rig, pose     joints turned so that feet, gaze and pistol are where they should be
"""
