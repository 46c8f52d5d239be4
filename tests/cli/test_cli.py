"""The command line: the right command with the right settings, and mistakes that cost one line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from blame3d import __version__
from blame3d.cli import main
from blame3d.config import Settings
from blame3d.errors import DeviceError
from blame3d.world.types import GEN_VERSION

Calls = list[tuple[object, ...]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Stand-ins for everything that draws or generates; they note how they were called."""
    noted: Calls = []

    def stand_in(name: str, function: str, answer: object = 0) -> None:
        def call(*args: object, **named: object) -> object:
            noted.append((name, *args, named))
            return answer

        module = types.ModuleType(name)
        setattr(module, function, call)
        monkeypatch.setitem(sys.modules, name, module)

    stand_in("blame3d.app.explore", "run")
    stand_in("blame3d.capture.shot", "shot", None)
    stand_in("blame3d.capture.demo", "run")
    stand_in("blame3d.capture.bench_views", "run")
    stand_in("blame3d.stream.bench_hash", "run")
    stand_in("blame3d.capture.doctor", "probe", {"renderer": "test", "pipes": ["a", "b"]})
    return noted


Fails = Callable[..., str]


@pytest.fixture
def fails(capsys: pytest.CaptureFixture[str]) -> Fails:
    """Run words that must fail with a code; the one line that was said."""

    def run(code: int, *words: str) -> str:
        assert main(words) == code
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert said.err.startswith("blame3d: ")
        assert "Traceback" not in said.err
        return said.err

    return run


def test_with_a_display_one_walks(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9")
    assert main(["--seed", "killy", "--fov", "75"]) == 0
    assert main(["explore", "--at", "-5,3,-0.25/0,0,0"]) == 0
    (first, settings, _), (second, placed, _) = calls
    assert (first, second) == ("blame3d.app.explore",) * 2
    assert isinstance(settings, Settings)
    assert isinstance(placed, Settings)
    assert (settings.seed, settings.fov) == ("killy", 75)
    assert placed.at is not None
    assert placed.at.pose.mm == (-5000, 3000, -250)


@pytest.mark.parametrize("words", [[], ["--headless"]])
def test_without_a_display_there_are_stills(
    words: list[str],
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert main(words) == 0
    assert calls[0][0] == "blame3d.capture.demo"
    assert ("no display" in capsys.readouterr().err) == (not words)


def test_flags_may_stand_before_and_after_the_command(calls: Calls, tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    assert main(["--seed", "5", "shot", "-o", str(out), "--size", "64x32", "--workers", "2"]) == 0
    _, settings, path, named = calls[0]
    assert isinstance(settings, Settings)
    assert (settings.seed, settings.size, path, named) == (5, (64, 32), out, {"workers": 2})


def test_bench_passes_its_numbers(calls: Calls) -> None:
    words = ["bench", "hash", "--cells", "256", "--workers", "4", "--shuffle", "9", "--json"]
    assert main(words) == 0
    assert main(["bench", "views", "--json"]) == 0
    assert calls[0][1:] == (256, {"workers": 4, "shuffle": 9, "json": True})
    assert calls[1][2] == {"json": True}


@pytest.mark.parametrize(
    ("code", "words", "says"),
    [
        (64, ["shto"], "did you mean shot?"),
        (64, ["xyzzy"], "expected one of explore"),
        (64, ["--fov"], "expected one argument"),
        (64, ["--xyzzy"], "no option --xyzzy"),
        (64, ["--qualty", "low"], "did you mean --quality?"),
        (64, ["shot"], "-o/--output"),
        (64, ["shot", "-o", "a.jpg"], ".png"),
        (64, ["shot", "-o", "a.png", "--size", "99999x5"], "16 to 4096"),
        (64, ["shot", "-o", "a.png", "--size", "8x8"], "16 to 4096"),
        (64, ["shot", "-o", "a.png", "--size", "big"], "WIDTHxHEIGHT"),
        (64, ["shot", "-o", "a.png", "--seed", ""], "seed"),
        (64, ["shot", "-o", "a.png", "--at", "nowhere"], "not a place"),
        (64, ["shot", "-o", "a.png", "--at", "blame://1/1,2"], "x,y,z"),
        (64, ["shot", "-o", "a.png", "--at", "blame://1/1,2,3", "--seed", "2"], "contradicts"),
        (64, ["--set", "fvo=3"], "did you mean fov?"),
        (64, ["--set", "fov"], "KEY=VALUE"),
        (64, ["bench", "hash", "--cells", "0"], "expected a number"),
        (64, ["bench", "sleep"], "sleep"),
        (65, ["shot", "-o", "a.png", "--at", "missing.png"], "cannot be read"),
        (65, ["--config", "missing.toml"], "does not exist"),
        (73, ["shot", "-o", "missing/a.png"], "Cannot write"),
    ],
)
def test_a_mistake_is_one_line_and_a_code(
    code: int,
    words: list[str],
    says: str,
    fails: Fails,
    calls: Calls,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert says in fails(code, *words)
    assert calls == []  # nothing was drawn before the mistake was seen
    assert list(tmp_path.iterdir()) == []


def test_an_error_from_below_keeps_its_code(
    fails: Fails, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_window(_: Settings) -> int:
        raise DeviceError("No OpenGL window\ncould be opened.", id="B3D-GPU-01")

    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr(sys.modules["blame3d.app.explore"], "run", no_window)
    assert "[B3D-GPU-01]" in fails(69)
    with pytest.raises(DeviceError):
        main(["--debug"])


def test_a_bug_is_a_line_and_a_report_without_the_home_folder(
    fails: Fails, calls: Calls, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def bug(_: Settings) -> int:
        raise ZeroDivisionError(f"deep in {home}/x")

    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr(sys.modules["blame3d.app.explore"], "run", bug)
    line = fails(70)
    assert "ZeroDivisionError" in line
    (report,) = home.rglob("crash-*.txt")
    assert str(report) in line
    assert "in bug" in report.read_text()
    assert str(home) not in report.read_text()
    with pytest.raises(ZeroDivisionError):
        main(["--debug"])


def test_ctrl_c_is_130(fails: Fails, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Settings) -> int:
        raise KeyboardInterrupt

    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr(sys.modules["blame3d.app.explore"], "run", interrupted)
    assert "interrupted" in fails(130)


def test_doctor_answers_people_and_machines(
    calls: Calls, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert main(["doctor", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["blame3d"] == __version__
    assert facts["gen_version"] == GEN_VERSION
    assert facts["renderer"] == "test"
    assert facts["config"].startswith(str(home))
    assert {"python", "numpy", "panda3d", "noise", "av", "display", "pictures"} <= set(facts)
    assert main(["doctor"]) == 0
    assert "pipes        a, b" in capsys.readouterr().out


def test_doctor_says_what_is_wrong(
    calls: Calls, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_graphics(_: bool) -> dict[str, object]:
        raise DeviceError("No OpenGL here.", id="B3D-GPU-01")

    monkeypatch.setattr(sys.modules["blame3d.capture.doctor"], "probe", no_graphics)
    assert main(["doctor"]) == 69
    assert "No OpenGL here." in capsys.readouterr().out


def test_config_is_shown_changed_and_reset(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert main(["config", "--path"]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.is_relative_to(home)
    assert main(["config", "--set", "fov=66", "--set", "keys.fly=f"]) == 0
    assert main(["config", "--show", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["fov"], shown["keys"]) == (66, {"fly": ["f"]})
    assert main(["config"]) == 0
    assert "fov = 66" in capsys.readouterr().out
    assert main(["config", "--reset"]) == 0
    assert "kept as" in capsys.readouterr().err
    assert main(["config", "--show", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["fov"] == 90
    assert main(["config", "--set", "fov=999"]) == 64
    new = path.with_name("new.toml")
    assert main(["config", "--config", str(new), "--set", "fov=70"]) == 0
    assert "fov = 70" in new.read_text()


def test_set_changes_one_run(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9")
    assert main(["--set", "bob=0.5", "--set", "invert-y=yes"]) == 0
    settings = calls[0][1]
    assert isinstance(settings, Settings)
    assert (settings.bob, settings.invert_y) == (0.5, True)


def test_list_names_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    names = {topic: {row["name"] for row in rows} for topic, rows in said.items()}
    assert {"seed", "fov", "bob"} <= names["settings"]
    assert len(names["districts"]) >= 8
    assert len(names["parts"]) >= 60
    assert main(["list", "parts", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"parts": said["parts"]}
    assert main(["list", "districts"]) == 0
    assert "concrete" in capsys.readouterr().out


def run(root: Path, *words: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "blame3d", *words],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        **more,  # type: ignore[call-overload]
    )


def test_the_real_program(root: Path) -> None:
    assert run(root, "--version").stdout.strip() == f"blame3d {__version__}"
    helped = run(root, "shot", "--help")
    assert helped.returncode == 0
    assert "-o" in helped.stdout
    wrong = run(root, "benhc")
    assert (wrong.returncode, wrong.stdout) == (64, "")
    assert "did you mean bench?" in wrong.stderr
    latin = run(root, "list", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert latin.returncode == 0, latin.stderr


def test_a_reader_that_leaves_is_no_fault(root: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' -m blame3d list settings | head -c 1",
        shell=True,
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_termination_ends_with_143(root: Path) -> None:
    code = (
        "import sys, time, types\n"
        "m = types.ModuleType('blame3d.app.explore')\n"
        "def run(s): print('up', flush=True); time.sleep(30)\n"
        "m.run = run; sys.modules['blame3d.app.explore'] = m\n"
        "from blame3d.cli import main; sys.exit(main())"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=root,
        stdout=subprocess.PIPE,
        env={**os.environ, "DISPLAY": ":9"},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"up\n"
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=10) == 143
    child.stdout.close()


def test_scenes_are_listed_for_machines(root: Path) -> None:
    rows = json.loads(run(root, "list", "scenes", "--json").stdout)["scenes"]
    (row,) = [row for row in rows if row["id"] == "wanderer"]
    assert row["number"] == 3
    assert row["duration_s"] == 70.0
    assert row["address"].startswith("blame://0/")
    assert "scene=wanderer" in row["address"]
    assert [c["t"] for c in row["chapters"]] == sorted(c["t"] for c in row["chapters"])


@pytest.mark.parametrize(
    "words",
    [
        ["play", "wandrer"],
        ["render", "wandrer", "-o", "x"],
        ["bench", "storyboard", "wandrer"],
        ["shot", "--scene", "wandrer", "-o", "x.png"],
    ],
)
def test_a_mistyped_scene_is_told_the_nearest(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(words) == 64
    assert "did you mean wanderer?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["shot", "--t", "3", "-o", "x.png"], "--scene"),
        (["render", "wanderer", "--frames", "5000:6000", "-o", "x"], "0:1680"),
        (["render", "wanderer", "--frames", "3", "-o", "x"], "A:B"),
        (["shot", "--scene", "wanderer", "--t", "71", "-o", "x.png"], "70 seconds"),
        (["play", "wanderer", "--speed", "9"], "-4 to 4"),
        (["bench", "views", "wanderer"], "no scene"),
        (["render", "wanderer", "--at", "1,2,3", "-o", "x"], "its own places"),
    ],
)
def test_moments_that_are_not_there_are_refused(
    words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(words) == 64
    assert says in capsys.readouterr().err


def test_a_film_has_a_place_in_every_city_that_has_room(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its address is then one of that City; a City without a place is told so in a sentence."""
    assert main(["list", "scenes", "--json"]) == 0
    home = json.loads(capsys.readouterr().out)["scenes"]
    assert main(["list", "scenes", "--json", "--seed", "7"]) == 0
    away = json.loads(capsys.readouterr().out)["scenes"]
    for a, b in zip(home, away, strict=True):
        assert a["address"].startswith("blame://0/")
        assert b["address"].startswith("blame://7/")
        assert a["address"].split("/")[3] != b["address"].split("/")[3]
        assert a["chapters"] == b["chapters"]
