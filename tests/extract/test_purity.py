"""Extraction is a library of its own: no web, no database, no environment, no clock, no network."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

EXTRACT = Path(__file__).parent.parent.parent / "app" / "extract"
FORBIDDEN = [
    "alembic",
    "asyncpg",
    "fastapi",
    "pydantic_settings",
    "sqlalchemy",
    "sqlmodel",
    "starlette",
    "uvicorn",
]


@pytest.mark.parametrize("module", ["app.extract", "app.extract.pipeline"])
def test_importing_it_loads_no_web_and_no_database(module):
    program = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & set(FORBIDDEN)


def calls(path: Path) -> set[str]:
    """Attributes that a module reads, as written: ``os.environ``, ``datetime.now``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


IMPURE = {
    "os.environ",
    "os.getenv",
    "os.environb",
    "date.today",
    "datetime.date.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.datetime.now",
    "time.time",
    "random.random",
    "random.choice",
    "random.shuffle",
}


@pytest.mark.parametrize("path", sorted(EXTRACT.rglob("*.py")), ids=lambda path: path.stem)
def test_no_step_reads_the_environment_or_the_clock(path):
    assert not calls(path) & IMPURE


def test_a_reading_of_the_clock_is_seen(tmp_path):
    step = tmp_path / "step.py"
    step.write_text("from datetime import date\ndef f():\n    return date.today()\n")
    assert calls(step) & IMPURE == {"date.today"}
