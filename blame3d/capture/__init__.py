"""Pictures, films and measurements without a window.

    where, studio      the place, and what a capture needs      gather   every visible chunk first
    still, shot        a picture; metering: how it is exposed; recesses, bloom, lettering
    gallery, taking    many places; each picture, and the best of several
    measures, composition, plain          how pictures are judged
    framing, composing, figure            long lenses; ways to look; somebody for scale
    film, reels, clip, soundtrack         moments of a set piece, pictures and films of it
    demo, doctor, bench_views             without a display; of this machine; milliseconds
"""
