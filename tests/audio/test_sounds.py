"""Recordings that would click, clip, drone at 0 Hz or differ from run to run."""

from __future__ import annotations

import io
import wave
from collections.abc import Mapping

import numpy as np
import pytest

from blame3d.audio import beds, boots, library, machines, strikes, tails
from blame3d.audio.catalogue import BEDS, CUES, Group, everything
from blame3d.audio.sound import PEAK, Sound, rms_db, wav
from blame3d.audio.synth import band, filtered, loop, white
from blame3d.life.cue import LASTING, Kind

Sounds = Mapping[str, Sound]
LOOPS = [f"bed-{name}" for name in BEDS] + [str(kind) for kind in sorted(LASTING - {Kind.HUSH})]


def seam(samples: np.ndarray) -> float:  # type: ignore[type-arg]
    """How much worse the join of end and begin follows from what is before it than the worst place
    elsewhere. Linear prediction: what is left of tones and of soft noise is next to nothing, of a
    step in value or in slope nearly all of it."""
    x = np.concatenate([samples[-8000:], samples[:8000]]).astype(np.float64)
    order = 32
    past = np.lib.stride_tricks.sliding_window_view(x, order)[:-1]
    taps = np.linalg.lstsq(past[::9], x[order::9], rcond=None)[0]
    left = np.abs(x[order:] - past @ taps)
    at = slice(8000 - order - 2, 8000 + 4)
    return float(left[at].max() / np.delete(left, at).max())


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_goes_round_without_a_click(sounds: Sounds, name: str) -> None:
    sound = sounds[f"{name}-0"]
    assert sound.loops
    assert seam(sound.samples) <= 1.1


def test_a_cut_loop_would_be_found(sounds: Sounds) -> None:
    """The measure above sees a loop that lost a tenth of a second, unless it is all hiss."""
    found = [name for name in LOOPS if seam(sounds[f"{name}-0"].samples[:-1613]) > 1.1]
    assert len(found) >= 12, found
    assert "bed-wind" in found
    assert "whine" in found


def test_everything_is_finite_and_in_range(sounds: Sounds) -> None:
    for name, sound in sounds.items():
        assert sound.samples.dtype == np.float32, name
        assert np.isfinite(sound.samples).all(), name
        assert np.abs(sound.samples).max() <= PEAK + 1e-3, name
        assert "~" in name or rms_db(sound.samples) > -30.0, name


def test_what_is_struck_begins_and_ends_at_rest(sounds: Sounds) -> None:
    for name, sound in sounds.items():
        if sound.loops:
            continue
        begin = abs(float(sound.samples[0]))
        end = np.abs(sound.samples[-int(0.004 * sound.rate) :]).max()
        assert begin < 0.03, name
        # What is heard through air has lost its edges and may ring round a hair of it.
        assert end < 0.004, name


def test_nothing_has_a_constant_part(sounds: Sounds) -> None:
    for name, sound in sounds.items():
        if sound.loops:
            assert abs(float(sound.samples.mean())) < 1e-4, name


def test_every_kind_of_cue_can_be_heard_and_has_its_recordings(sounds: Sounds) -> None:
    assert set(CUES) == set(Kind) - {Kind.HUSH}
    for name, entry in everything().items():
        for variant in range(entry.variants):
            for k in range(3 if entry.carries else 1):
                assert library.clip(name, variant, k) in sounds
        assert entry.group in Group
        first = [sounds[library.clip(name, v)].samples for v in range(entry.variants)]
        assert all(not np.array_equal(a, b) for a in first for b in first if a is not b), name


def test_beds_of_a_place_are_longer_than_one_remembers(sounds: Sounds) -> None:
    for name, entry in BEDS.items():
        if entry.group is Group.AMBIENCE:
            assert sounds[f"bed-{name}-0"].seconds >= 20.0, name


@pytest.mark.parametrize(
    "make", [beds.wind, beds.water, boots.step_grating, strikes.groan, machines.shot]
)
def test_the_same_seed_gives_the_same_samples(make) -> None:  # type: ignore[no-untyped-def]
    assert make(7).samples.tobytes() == make(7).samples.tobytes()
    assert make(7).samples.tobytes() != make(8).samples.tobytes()


def test_farther_is_duller(sounds: Sounds) -> None:
    def high(name: str) -> float:
        x = sounds[name].samples
        power = np.abs(np.fft.rfft(x)) ** 2
        f = np.fft.rfftfreq(len(x), 1.0 / sounds[name].rate)
        return float(power[f > 1500.0].sum() / power.sum())

    for kind in (Kind.SHOT, Kind.COLLAPSE, Kind.SCREECH):
        near, far, very_far = (high(library.clip(str(kind), 0, k)) for k in range(3))
        assert near > far > very_far


def test_wind_is_low_and_grating_rings_at_140() -> None:
    def spectrum(sound: Sound) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
        x = sound.samples.astype(np.float64)
        return np.fft.rfftfreq(len(x), 1.0 / sound.rate), np.abs(np.fft.rfft(x)) ** 2

    f, power = spectrum(beds.wind(1))
    assert power[(f > 35.0) & (f < 130.0)].sum() > 0.6 * power.sum()
    sound = boots.step_grating(1)
    ring = Sound(sound.samples[int(0.35 * sound.rate) :], sound.rate)  # the boot has gone by then
    f, power = spectrum(ring)
    assert abs(float(f[power.argmax()]) - 140.0) < 4.0


@pytest.mark.parametrize("seconds", tails.TIMES)
def test_a_tail_lasts_as_long_as_its_room(sounds: Sounds, seconds: float) -> None:
    x = sounds[f"tail-dull-{tails.TIMES.index(seconds)}"]
    octave = filtered(x.samples.astype(np.float64), x.rate, band(180.0, 350.0, 4.0))
    left = np.cumsum(octave[::-1] ** 2)[::-1]  # Schroeder's backward integral
    db = 10.0 * np.log10(left / left[0])
    at = [int((db > level).sum()) / x.rate for level in (-5.0, -25.0)]
    measured = 3.0 * (at[1] - at[0])
    air = 1.0 / (1.0 / seconds + 1.0 / 30.0)  # of this octave
    assert 0.7 * air < measured < 1.3 * air


def test_a_wav_file_holds_what_was_given() -> None:
    x = np.array([[0.0, 0.5], [-1.0, 2.0], [0.25, -0.25]])
    with wave.open(io.BytesIO(wav(x, 8000))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 8000, 2)
        data = np.frombuffer(file.readframes(9), "<i2").reshape(-1, 2)
    assert data.tolist() == [[0, 16384], [-32767, 32767], [8192, -8192]]


def test_noise_has_the_spectrum_that_was_drawn() -> None:
    x = loop(3, 32_000, 16_000, band(400.0, 800.0, 4.0))
    power = np.abs(np.fft.rfft(x)) ** 2
    inside = power[2 * 350 : 2 * 900].sum()
    assert inside > 0.85 * power.sum()
    assert abs(float(white(1, 10_000).mean())) < 0.03
