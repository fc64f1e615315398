"""What keeps the house in order: sizes, tests that really run, and the commands a newcomer types."""

import ast
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FILE_LIMIT, FUNCTION_LIMIT = 300, 50

Function = ast.FunctionDef | ast.AsyncFunctionDef


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_file_is_one_room(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LIMIT, "is there a second noun in it?"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_functions_are_short(path):
    long = [
        f"{node.name}: {lines} lines"
        for node in ast.walk(parse(path))
        if isinstance(node, Function) and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LIMIT
    ]
    assert not long


def shadowed(tree: ast.Module) -> Iterator[str]:
    """Tests that never run because a later one in the same scope has their name."""
    for scope in ast.walk(tree):
        if isinstance(scope, ast.Module | ast.ClassDef):
            names = Counter(node.name for node in scope.body if isinstance(node, Function | ast.ClassDef))
            yield from (name for name, count in names.items() if count > 1)


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_no_test_shadows_another(path):
    assert not list(shadowed(parse(path)))


def test_a_shadowed_test_is_seen():
    assert list(shadowed(ast.parse("def test_a(): ...\ndef test_b(): ...\nasync def test_a(): ..."))) == [
        "test_a"
    ]


@pytest.mark.parametrize("path", [path for path in TESTS if path.name.startswith("test_")], ids=named)
def test_every_test_file_has_tests(path):
    names = {node.name for node in ast.walk(parse(path)) if isinstance(node, Function)}
    assert any(name.startswith("test_") for name in names)


def test_every_file_with_tests_is_collected():
    """By its name; a test in a helper never runs."""
    helpers = [path for path in TESTS if not path.name.startswith("test_")]
    hidden = [
        named(path)
        for path in helpers
        if any(isinstance(node, Function) and node.name.startswith("test_") for node in parse(path).body)
    ]
    assert not hidden


@pytest.mark.parametrize("folder", sorted({path.parent for path in TESTS}), ids=named)
def test_every_folder_of_tests_is_a_package(folder):
    """Two files of one name in different folders would otherwise keep each other from being collected."""
    assert (folder / "__init__.py").is_file()


@pytest.mark.parametrize(
    "target", ["setup", "run", "test", "lint", "evaluate", "bench", "bench-queries", "clean"]
)
def test_make_knows(target, tmp_path):
    done = subprocess.run(
        ["make", "--dry-run", target, f"VENV={tmp_path}/venv"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("script", [".ci/run", "app/samples/run"])
def test_scripts_are_sound_and_executable(script):
    path = ROOT / script
    assert os.access(path, os.X_OK)
    subprocess.run([shutil.which("bash") or "bash", "-n", str(path)], check=True)


def test_ci_makes_every_proof():
    """Lint, tests and evaluation run in the checkout's own make targets, in a new environment."""
    script = (ROOT / ".ci" / "run").read_text()
    assert re.findall(r"^step make (\w+) VENV=\"\$work/venv\"", script, re.MULTILINE) == [
        "setup",
        "lint",
        "evaluate",
        "test",
    ]
