"""The running program: window, devices, menus, instruments, benches. Panda3D on the main thread.

    opening       from the command to the first frame        explore, scripted   who walks
    engine        the loop: events, supply, steps, view, frame    dawn, waking   out of the dark
    hands, inputs, actions, bindings     what a person does and what it means
    stage, ground, wants                 a place kept supplied: chunks, colliders, what is urgent
    walker, spawn, lens, camera          body and eye
    company       what lives beside the walk: body (his figure), gun, hunting (the device) and
                  hunters, living, ear with speakers; each knows the engine and none of the others
    overture      the first minutes: painting (words on walls), knock (a Builder), lesson (the gun)
    cinema        a walk whose eye is a film's until one steps out: play, filmkeys, gate
    sight         what the eye sees through: weather (the air, found off the loop by beside), iris,
                  veil (no hole in what is seen)
    pace, governor, pacing, timing       a rate that holds
    interface, canvas, menu, lists, retina, numbers, panel  everything flat on the picture
    bench_*, soak_*                      the program under measurement

What was found, and so is as it is:

* *Start.* Imports take 0.3 s of processor time, the window 0.2, shaders 0.1, the best view near a
  place 0.1 to 0.8. So workers start before anything heavy is imported, the first of them finds the
  place (it needs those networks anyway), and the program meets it when all else is there. The
  picture begins with the first chunk that it shows and is as bright as there is a world in view;
  until all is there, and while nobody moves, frames take a third of the time: on two cores they
  and the workers compete, but what has come is attached with frames, so a sixth is slower again.
  Frames in the dark do not wait for that: the first of all takes 0.1 s or more and shows nothing.
  The air near the place is looked up while the place itself is not known (0.14 s, and 0.17 more for
  the shafts of light, which are a question of their own and come a moment later). Three starts each
  in turns beside other work, at one priority with their workers: 2.9, 1.9, 2.2 s to the engine
  before, 1.7, 2.2, 1.5 since; 4.3, 3.4, 3.3 s to the first picture before, 3.0, 3.2, 2.8 since.
  `importlib.metadata` is a twentieth of a second and only asked for a version.
  PYTHONDONTWRITEBYTECODE adds half a second, for everything is then compiled each time.
* *Holes.* A soak beside other work had 47 frames with one and nobody could make them again; a guess
  is that the air cleared faster than the City came. The air now closes before the nearest coarsest
  cell in reach that is missing (`veil`), so there is no hole as long as that is 600 m away; it
  comes nearer as one does, and lifts slowly. Half an hour of soak since: none in 23,039 frames.
* *Frames.* A new plan is the dearest thing that is not drawing, 3 ms, once in 128 m of way. The
  collector is told to forget what is there once all is covered (`gc.freeze`); it then takes at
  most 2 ms at a time. Attaching keeps to 1.5 ms and 8 chunks a frame by what it really cost.
* *Measuring.* Intervals are measured, never work; phases in processor time of the thread. On a
  machine that is busy with other things only ratios hold: A and B in turn, load printed.
"""
