"""What a person can set, call or type is documented, and nothing documented is made up."""

import re
from pathlib import Path

import pytest
import typer.main
from pydantic_core import PydanticUndefined

from app.cli import app as commands
from app.config import Settings
from app.main import create_app

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
API = (DOCS / "api.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
COMMANDS = sorted(typer.main.get_command(commands).commands)
CALLS = sorted(
    (method.upper(), path)
    for path, methods in create_app(Settings(_env_file=None)).openapi()["paths"].items()
    for method in methods
)


def settings_rows() -> dict[str, str]:
    """Each variable of the settings table with its default as written there."""
    rows = re.findall(r"^\| (.*?) \| (.*?) \| .+ \|$", OPERATIONS, re.MULTILINE)
    return {name: default for cell, default in rows for name in re.findall(r"`(DATELINE_\w+)`", cell)}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented_with_its_default(name):
    documented = settings_rows().get(f"DATELINE_{name.upper()}")
    assert documented, f"add DATELINE_{name.upper()} to the table in docs/operations.md"
    default = Settings.model_fields[name].default
    if default is not None and default is not PydanticUndefined:
        assert documented == f"`{default}`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_describes_itself(name):
    assert (Settings.model_fields[name].description or "").endswith(".")


def test_no_setting_is_made_up():
    named = {
        name for page in PAGES for name in re.findall(r"DATELINE_[A-Z_]+", page.read_text(encoding="utf-8"))
    }
    assert named <= {f"DATELINE_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize(("method", "path"), CALLS, ids=[" ".join(call) for call in CALLS])
def test_every_endpoint_is_documented(method, path):
    assert f"`{method} {path}`" in API, "add it to docs/api.md"


def test_no_endpoint_is_made_up():
    named = re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^`?]*)`", API)
    assert named
    assert set(named) <= set(CALLS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name):
    assert re.search(rf"`dateline {name}\b", OPERATIONS)


def test_no_command_is_made_up():
    named = {
        name
        for page in PAGES
        for name in re.findall(r"(?:^|`)dateline ([a-z]+)\b", page.read_text(), re.MULTILINE)
    }
    assert named <= set(COMMANDS)


def links() -> list[tuple[Path, str]]:
    """Links of every page that lead to files here."""
    found = [(page, link) for page in PAGES for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())]
    return [(page, link) for page, link in found if "://" not in link]


@pytest.mark.parametrize(("page", "link"), links(), ids=lambda value: str(getattr(value, "name", value)))
def test_links_lead_somewhere(page, link):
    assert (page.parent / link).exists()


def test_every_page_is_reachable_from_the_readme():
    reached, frontier = set(), {ROOT / "README.md"}
    while frontier:
        reached |= frontier
        frontier = {(page.parent / link).resolve() for page, link in links() if page in reached} - reached
    assert set(PAGES) <= reached


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_in_the_text_exist(page):
    """Paths written as code: a page that names a file that moved is stale."""
    named = re.findall(
        r"`((?:app|tests|docs|benchmarks|alembic)/[\w./-]+)`", page.read_text(encoding="utf-8")
    )
    assert not [path for path in named if not (ROOT / path).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_placeholder_is_left(page):
    assert not re.findall(r"^[A-Z]{4,}$|\bTODO\b|\bTBD\b", page.read_text(encoding="utf-8"), re.MULTILINE)
