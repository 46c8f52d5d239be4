"""`blame3d bench audio`: how fast every sound is made, and a way to listen without a device."""

from __future__ import annotations

import json as js
import sys
import time
from pathlib import Path

import numpy as np

from blame3d.audio import library, mix, tour
from blame3d.audio.catalogue import everything
from blame3d.audio.sound import RATE, Sound, rms_db, wav
from blame3d.files import write_atomic


def run(seed: int, out: Path | None, *, json: bool) -> int:
    """Make everything, mix the walk of a minute; write WAV files into `out` when it is given.

    Real-time factors are processor seconds for each second of sound. Raises OutputError.
    """
    made: dict[str, Sound] = {}
    spent: dict[str, float] = {}
    begin = last = time.process_time()
    for name, sound in library.make():
        now = time.process_time()
        what = name.rpartition("-")[0]
        made[name] = sound
        spent[what] = spent.get(what, 0.0) + now - last
        last = now
    whole = last - begin
    energies = {name: library.energy(name, sound) for name, sound in made.items()}
    moments = list(tour.moments(seed, energies))
    heard = time.process_time()
    walk = mix.mixed(moments, tour.STEP_S, made, tour.SECONDS)
    mixed = time.process_time()
    factors = {}
    for what, seconds in spent.items():
        length = sum(s.seconds for name, s in made.items() if name.rpartition("-")[0] == what)
        factors[what] = round(seconds / length, 5)
    factors["ear"] = round((heard - last) / tour.SECONDS, 5)
    factors["mix"] = round((mixed - heard) / tour.SECONDS, 5)
    answer = {
        "real_time_factor": factors,
        "worst": max(factors.values()),
        "made_cpu_s": round(whole, 3),
        "megabytes": round(sum(2 * len(s.samples) for s in made.values()) / 1e6, 1),
        "walk_rms_db": round(rms_db(walk), 1),
        "walk_peak": round(float(np.abs(walk).max()), 3),
    }
    if out is not None:
        for name, sound in made.items():
            write_atomic(out / f"{name}.wav", wav(sound.samples, sound.rate))
        write_atomic(out / "walk.wav", wav(walk, RATE))
    if json:
        sys.stdout.write(js.dumps(answer) + "\n")
        return 0
    width = max(map(len, factors))
    for what, factor in sorted(factors.items(), key=lambda row: -row[1]):
        sys.stdout.write(f"{what:{width}}  {factor:.4f} of real time\n")
    sys.stdout.write(
        f"{len(made)} recordings of {len(everything())} sounds, {answer['megabytes']} MB, "
        f"made in {whole:.2f} s of processor time. A minute's walk: {answer['walk_rms_db']} dB, "
        f"peak {answer['walk_peak']}.\n"
    )
    if out is not None:
        sys.stdout.write(f"{out / 'walk.wav'} and {len(made)} recordings beside it.\n")
    return 0
