"""The shape of the house holds: layers, purity of the City, no hidden Panda3D."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Set
from pathlib import Path

import pytest

PURE = ("world", "stream", "player", "config")

# Names whose results differ between CPUs, Pythons or processes (see BANNED_WHY).
BANNED_NUMPY = {
    *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "power", "float_power", "cbrt"),
    *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "arctan2", "sinh", "cosh", "tanh"),
    *("dot", "vdot", "inner", "matmul", "einsum", "tensordot", "linalg", "random", "geomspace"),
    *("logspace", "asin", "acos", "atan", "atan2", "pow", "vecdot", "matvec", "vecmat"),
}
BANNED_MODULES = {"random", "time", "math", "os", "secrets", "uuid", "datetime", "glob"}
ALLOWED_MATH = {"floor", "ceil", "sqrt", "isqrt", "gcd", "inf", "isfinite", "trunc", "pi"}
BANNED_WHY = (
    "numpy's transcendental functions and BLAS differ between CPUs, hash() and sets between "
    "processes, sum() of floats between Pythons: reach for blame3d.world.hash and + - * / sqrt"
)


def is_set(node: ast.expr, names: Set[str]) -> bool:
    """Whether an expression is certainly a set. names: variables known to hold one."""
    match node:
        case ast.Set() | ast.SetComp() | ast.Call(func=ast.Name(id="set" | "frozenset")):
            return True
        case ast.Name(id=name):
            return name in names
        case ast.BinOp(left=left, op=ast.BitOr() | ast.BitAnd() | ast.Sub()):
            return is_set(left, names)
    return False


def offences(source: str) -> list[str]:
    """Constructs that may make the same City differ between machines, as 'line: what'."""
    found = []
    tree = ast.parse(source)
    sets = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and is_set(node.value, frozenset())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("blame3d")
        for alias in node.names
    }
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                wrong = [a.name for a in names if a.name.split(".")[0] in BANNED_MODULES - {"math"}]
            case ast.ImportFrom(module=module, names=names) if module:
                top = module.split(".")[0]
                if top == "math":
                    wrong = [a.name for a in names if a.name not in ALLOWED_MATH]
                elif top == "numpy":
                    wrong = [a.name for a in names if a.name in BANNED_NUMPY]
                else:
                    wrong = [module] if top in BANNED_MODULES else []
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=attr):
                wrong = [f"np.{attr}"] if attr in BANNED_NUMPY else []
            case ast.Attribute(value=ast.Name(id="math"), attr=attr):
                wrong = [f"math.{attr}"] if attr not in ALLOWED_MATH else []
            case ast.Attribute(value=value, attr="dot"):
                ours = isinstance(value, ast.Name) and value.id in modules
                wrong = [] if ours else [".dot"]
            case ast.Call(func=ast.Name(id="hash" | "sum" as name)):
                wrong = [f"{name}()"]
            case ast.BinOp(op=ast.MatMult()):
                wrong = ["@"]
            case ast.For(iter=walked) | ast.comprehension(iter=walked) | ast.Starred(value=walked):
                wrong = ["order of a set"] if is_set(walked, sets) else []
            case ast.Call(func=ast.Name(id="list" | "tuple" | "iter" | "enumerate"), args=[first]):
                wrong = ["order of a set"] if is_set(first, sets) else []
            case _:
                wrong = []
        found += [f"{getattr(node, 'lineno', 0)}: {what}" for what in wrong]
    return found


@pytest.mark.parametrize(
    "line",
    [
        "np.exp(x)",
        "np.linalg.norm(x)",
        "a @ b",
        "hash('k')",
        "for x in {1, 2}: pass",
        "cells = set(a)\nout = [f(c) for c in cells]",
        "list({a for a in b})",
        "sum(weights)",
        "import random",
        "from math import sin",
        "math.exp(1)",
        "a.dot(b)",
        "from numpy import tan",
    ],
)
def test_the_lint_sees_a_planted_fault(line: str) -> None:
    assert offences(line)


def test_the_city_uses_only_what_is_the_same_everywhere(root: Path) -> None:
    faults = [
        f"{path.relative_to(root)}:{fault}"
        for path in sorted((root / "blame3d/world").rglob("*.py"))
        for fault in offences(path.read_text(encoding="utf-8"))
    ]
    assert not faults, BANNED_WHY + "\n" + "\n".join(faults)


def test_layers_point_downwards(root: Path) -> None:
    """import-linter: the layers, and who may touch Panda3D, indirect imports included."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_pure_packages_run_without_panda3d(root: Path) -> None:
    """A worker process that loads the renderer costs 60 MB and a second; none may."""
    modules = [
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for package in PURE
        for path in sorted((root / "blame3d" / package).rglob("*.py"))
    ]
    modules += ["blame3d.view", "blame3d.png", "blame3d.files", "blame3d.assets", "blame3d.cli"]
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('panda3d', 'direct', 'av')])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_help_imports_nothing_heavy(root: Path) -> None:
    """`blame3d --help` answers at once: the renderer and the generator stay unloaded."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "blame3d", "--help"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "blame3d.cli" in loaded
    assert not loaded & {"panda3d.core", "blame3d.world", "blame3d.stream", "blame3d.app"}


def test_no_module_keeps_mutable_state(root: Path) -> None:
    """Module-level lists, dicts and sets are promised not to change: they are Final."""
    faults = []
    for path in sorted((root / "blame3d").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Global | ast.Assign):
                value = getattr(node, "value", None)
                names = [t.id for t in getattr(node, "targets", []) if isinstance(t, ast.Name)]
                if isinstance(value, ast.List | ast.Dict | ast.Set) and names != ["__all__"]:
                    faults.append(f"{path.relative_to(root)}:{node.lineno}")
    assert not faults, faults


def test_nothing_hides_in_builtins(root: Path) -> None:
    """ShowBase puts `base` and friends into builtins; using them would tie code to one window."""
    hidden = {
        "base",
        "render",
        "render2d",
        "aspect2d",
        "loader",
        "taskMgr",
        "messenger",
        "globalClock",
    }
    faults = []
    for path in sorted((root / "blame3d").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        bound = {
            n.id
            for n in ast.walk(tree)
            if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
        }
        bound |= {a.arg for a in ast.walk(tree) if isinstance(a, ast.arg)}
        bound |= {
            a.asname or a.name
            for n in ast.walk(tree)
            if isinstance(n, ast.Import | ast.ImportFrom)
            for a in n.names
        }
        bound |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        faults += [
            f"{path.relative_to(root)}:{n.lineno}: {n.id}"
            for n in ast.walk(tree)
            if isinstance(n, ast.Name) and n.id in hidden - bound
        ]
    assert not faults, faults
