"""The loudspeakers: recordings and directions in, Panda3D's OpenAL out.

OpenAL only pans: every source stands one metre from a head that never turns, and loudness is the
ear's business. Recordings go to it from memory; no file is written. Where no device opens, there
are no loudspeakers, and that is no error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

from panda3d.core import (
    AudioManager,
    AudioSound,
    Filename,
    VirtualFileMountRamdisk,
    VirtualFileSystem,
    load_prc_file_data,
)

from blame3d.audio.catalogue import Group
from blame3d.audio.heard import AROUND, Heard, Play
from blame3d.audio.mix import LEFT, RIGHT, voices
from blame3d.audio.room import Vec

_MOUNT: Final = "/blame3d-sounds"
_AHEAD: Final[Vec] = (0.0, 1.0, 0.0)
MOST: Final = 56
"""Recordings that sound at once; OpenAL Soft has 256 sources, a small machine less time."""

_PRC: Final = "audio-library-name p3openal_audio\nnotify-level-audio fatal\n"


def open_speakers() -> Speakers | None:
    """The device of the system, or None where none opens."""
    os.environ.setdefault("ALSOFT_LOGLEVEL", "0")
    load_prc_file_data("blame3d", _PRC)
    with _mute():
        manager = AudioManager.create_AudioManager()
    return Speakers(manager) if manager.is_valid() else None


def probe() -> str:
    """What `doctor` says of sound: opens the device and lets it go."""
    speakers = open_speakers()
    if speakers is None:
        return "no device, silent"
    speakers.close()
    return "OpenAL"


@contextmanager
def _mute() -> Iterator[None]:
    """ALSA tells of every device that it does not find, on the terminal and past all notifiers."""
    try:
        sys.stderr.flush()
        kept = os.dup(2)
    except (OSError, AttributeError, ValueError):
        yield  # there is no terminal to be quiet on
        return
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        os.close(null)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


class Speakers:
    """volumes: a factor for each group. mono: both ears get the same."""

    def __init__(self, manager: Any) -> None:
        self._manager = manager
        self._files = VirtualFileSystem.get_global_ptr()
        self._files.mount(VirtualFileMountRamdisk(), _MOUNT, 0)
        self._loaded: dict[str, Any] = {}
        self._voices: list[Any] = []
        self._held: dict[str, tuple[str, list[Any]]] = {}
        self._hushed = False
        manager.set_cache_limit(4096)
        manager.set_concurrent_sound_limit(0)
        manager.audio_3d_set_distance_factor(1.0)
        manager.audio_3d_set_drop_off_factor(0.0)
        manager.audio_3d_set_listener_attributes(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1)

    def __contains__(self, clip: str) -> bool:
        return clip in self._loaded

    def load(self, clip: str, wav: bytes) -> None:
        """Take a recording (a WAV file's bytes)."""
        file = Filename(f"{_MOUNT}/{clip}.wav")
        self._files.write_file(file, wav, False)
        self._loaded[clip] = self._source(clip)
        self._files.delete_file(file)  # OpenAL has it now

    def _source(self, clip: str) -> Any:
        return self._manager.get_sound(
            Filename(f"{_MOUNT}/{clip}.wav"), True, AudioManager.SM_sample
        )

    def play(self, heard: Heard, volumes: Mapping[Group, float], mono: bool) -> None:
        """One frame: begin what begins, follow what is held, forget what has ended."""
        if heard.hush != self._hushed:
            self._hushed = heard.hush
            self._manager.set_volume(0.0 if heard.hush else 1.0)
        self._voices = [one for one in self._voices if one.status() == AudioSound.PLAYING]
        for play in heard.plays:
            self._begin(play, volumes[play.group], mono)
        for key, play in heard.held.items():
            self._hold(key, play, volumes[play.group], mono)
        for key in [key for key in self._held if key not in heard.held]:
            for source in self._held.pop(key)[1]:
                source.stop()
        self._manager.update()

    def _begin(self, play: Play, volume: float, mono: bool) -> None:
        gain = play.gain * volume
        if play.clip not in self._loaded or gain <= 0.0:
            return
        for way, pitch in voices(play):
            if len(self._voices) >= MOST:
                quietest = min(self._voices, key=lambda one: one.get_volume())
                if quietest.get_volume() >= gain:
                    return
                quietest.stop()
                self._voices.remove(quietest)
            source = self._source(play.clip)
            _aim(source, way, mono)
            source.set_volume(gain)
            source.set_play_rate(pitch)
            source.play()
            self._voices.append(source)

    def _hold(self, key: str, play: Play, volume: float, mono: bool) -> None:
        if play.clip not in self._loaded:
            return
        around = play.way == AROUND
        clip, sources = self._held.get(key, ("", []))
        if clip != play.clip:
            for source in sources:
                source.stop()
            sources = [self._source(play.clip) for _ in range(2 if around else 1)]
            for k, source in enumerate(sources):
                source.set_loop(True)
                source.set_volume(0.0)
                source.set_time(0.5 * k * source.length())
                source.play()
            self._held[key] = play.clip, sources
        for source, way in zip(sources, (LEFT, RIGHT) if around else (play.way,), strict=True):
            _aim(source, way, mono)
            source.set_volume(play.gain * volume)
            source.set_play_rate(play.pitch)

    @property
    def sounding(self) -> int:
        """How many recordings play now."""
        held = sum(len(sources) for _, sources in self._held.values())
        return len(self._voices) + held

    def close(self) -> None:
        """Silence, and let the device go."""
        for source in [*self._voices, *(s for _, held in self._held.values() for s in held)]:
            source.stop()
        self._voices.clear()
        self._held.clear()
        self._loaded.clear()
        with suppress(AttributeError):
            self._manager.shutdown()
        self._files.unmount_point(_MOUNT)


def _aim(source: Any, way: Vec, mono: bool) -> None:
    source.set_3d_attributes(*(_AHEAD if mono else way), 0.0, 0.0, 0.0)
