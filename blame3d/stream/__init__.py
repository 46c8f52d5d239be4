"""Which chunks are wanted when, and the processes that make them.

    rings, tree   the cut through the octree around an anchor         view   what a camera may see
    plan          what is wanted, most urgent first; what is drawn of what has come
    residency     what is in the scene, and what changes in a frame
    jobs, wire    questions and answers; their bytes                  slots  shared memory
    worker, link  a worker process, and the program's end of it
    crew          who replaces workers                                pool   the queue
    heap          what has been freed goes back to the system
    arranged      a chunk's parts as a renderer wants them, worked out by the worker

Data flows one way: plan -> jobs -> executor -> results -> residency -> scene.

What was found, and so is as it is:

* *Holes were roots that came too late.* A root entered the plan in the frame in which it entered
  the drawn radius, and was made a second later: thirty frames in ten seconds at 50 m/s. Now roots
  are wanted a family's width before (`rings.lead`), on every side, whichever way one turns;
  nothing else can leave a hole, for whatever is missing below a root is shown by it. After a leap
  roots in view come first, and the picture gets no brighter than the share of roots in reach on
  all sides that are there (`app.stage`): forty hole frames in nine minutes were glances back. A
  root that cannot be made is a plain block of its voxels (`world.plain`).
* *A family goes to one worker.* Its members share a parent's light and what stands around; dealt
  out one by one, two workers made all of that twice, 7 % of a start's work.
* *Staleness was work in bursts.* A border of several levels asks for 144 chunks at once, the next
  few for none. Two plans are kept, that of here and that of a family ahead (`residency.coming`), so
  that the work comes evenly and the plan ahead becomes the plan without being made again. With half
  a core of a slow machine 4 % of the cells are stale at 50 m/s; without the plan ahead 10 %.
* A third of what workers did in flight were colliders of a body that passes through everything.
* The anchor is a block as wide as a family of the finest level: inside it the same nodes are
  wanted, and a quarter as many plans are made.
* Order matters more than speed: roots, then families in view coarse to fine. Work for a place that
  may be next (behind the back, ahead) goes between what is needed now and detail.
* Taking in a chunk cost 0.30 ms of the program's time, two thirds of it sorting, bounds and prefix
  tables in numpy, a third new nodes. The worker arranges now and nodes are written over: 0.08 ms
  on the same busy machine, half of it reading the answer and seeing that it is sound.
* Putting last what great masses hide would spare little: a family comes whole, and only 5 % of the
  wanted cells are in families that are hidden whole (a third of the draws are).
* All cores make chunks until all that is wanted is there or the viewer goes on; then one is left
  to the picture (`Pool.hurry`). Whoever is there for a hurry alone is nicer than the picture by
  5, those that work beside it by 10: on two cores the scheduler gives one at 5 an eighth of what
  drawing would take, at 10 a twentieth (by its weights; not yet measured on a quiet machine). The
  first of a hurry has the first job, the place to begin at. A hurry is also when a coarsest cell
  in view is missing (`app.stage`).
* A start asks for 700 to 1,000 chunks; what they cost says `world`.
* A worker is 39 MB of imports and 81 of what it keeps to make the next chunk from: networks of
  level-4 cells (24 of 0.9 MB), great forms (34), light and occupancy (8), ways, blocks of voxels
  and of the sky (14). All are bounded, and full after three places. Merged faces of
  hulls were never asked for twice: 64 of 512 are kept.
* What was kept near a place that is left, for one who turns back, was 1,600 chunks and is 1,152 of
  which a place wants 1,030.
"""
