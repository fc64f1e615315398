"""The floors of docs/architecture.md: imports point down only, and doors do not import each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parent.parent / "app"

# from the ground up; a part may import its own floor and those below it
FLOORS = [
    {"app.extract", "app.merging", "app.names"},
    {"app.config", "app.db", "app.embedded", "app.errors", "app.models", "app.pool", "app.schemas"},
    {"app.store"},
    {"app.actors", "app.api", "app.bench", "app.workers", "app.evaluation", "app.training"},
    {"app.cli", "app.main"},
]
# these stand on one floor but must not know each other
DOORS = {"app.api", "app.workers"}
LEVEL = {part: level for level, parts in enumerate(FLOORS) for part in parts}


def modules(root: Path = APP) -> list[tuple[str, Path]]:
    """Every module under ``root`` by its dotted name."""
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        found.append((".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return found


def imports(path: Path) -> Iterator[str]:
    """What ``path`` imports anywhere in it, inside functions too, as dotted names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide their floor"
            # "from app import models" names the part only together with the alias
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(module: str) -> str:
    """The room a module belongs to: its first two names."""
    return ".".join(module.split(".")[:2])


def fault(importer: str, imported: str) -> str | None:
    """Why ``importer`` may not import ``imported``; None if it may."""
    here, there = part(importer), part(imported)
    if here == there or there not in LEVEL or here not in LEVEL:
        return None
    if LEVEL[there] > LEVEL[here]:
        return f"{importer} imports upward: {imported}"
    if {here, there} <= DOORS:
        return f"{importer} is a door and imports another one: {imported}"
    return None


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_imports_point_down(module, path):
    faults = [found for name in imports(path) if name.startswith("app.") and (found := fault(module, name))]
    assert not faults


def test_every_room_has_a_floor():
    rooms = {part(name) for name, _ in modules()} - {"app"}
    assert rooms <= set(LEVEL), "give the new room a floor here and in docs/architecture.md"


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("app.api.articles", "app.store.articles", True),
        ("app.store.articles", "app.models.articles", True),
        ("app.models.articles", "app.extract.records", True),
        ("app.store.events", "app.store.filters", True),
        ("app.main", "app.workers.extraction", True),
        ("app.extract.parse", "app.config", False),
        ("app.models.articles", "app.store.articles", False),
        ("app.store.articles", "app.api.articles", False),
        ("app.workers.extraction", "app.api.articles", False),
        ("app.api.articles", "app.main", False),
    ],
)
def test_the_rule_itself(importer, imported, allowed):
    assert (fault(importer, imported) is None) is allowed


def test_an_import_hidden_in_a_function_is_seen(tmp_path):
    hidden = tmp_path / "hidden.py"
    hidden.write_text("def f():\n    from app import api\n    import app.workers.extraction\n")
    assert list(imports(hidden)) == ["app.api", "app.workers.extraction"]
