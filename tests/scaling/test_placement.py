"""The placement of tables on many machines that docs/scaling.md proposes, held against the schema."""

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlmodel import SQLModel

import app.models  # noqa: F401 - registers the tables
from app.models import new_id

PAGE = (Path(__file__).parents[2] / "docs" / "scaling.md").read_text(encoding="utf-8")
TABLES = SQLModel.metadata.tables


@dataclass(frozen=True)
class Placed:
    """``by`` is the column that says on which machine a row is; without it the table is on one or on all of them."""

    kind: str  # distributed, reference or coordinator
    by: str | None = None


def placement() -> dict[str, Placed]:
    section = PAGE.partition("### Where each table goes")[2].partition("\n### ")[0]
    found = {}
    for names, kind in re.findall(r"^\| (`.+?`) \| (.+?) \|", section, re.MULTILINE):
        for name in re.findall(r"`(\w+)`", names):
            column = re.fullmatch(r"by `(\w+)`", kind)
            found[name] = Placed("distributed", column[1]) if column else Placed(kind)
    return found


def given_up() -> set[str]:
    section = PAGE.partition("### Foreign keys that go")[2].partition("\n### ")[0]
    return set(re.findall(r"^\| `(\w+\.\w+)` \|", section, re.MULTILINE))


PLACED = placement()


def unique_keys(table: Table) -> list[tuple[str, list[str], list[Column]]]:
    """Name, columns by name (those within expressions too), and the columns of each primary key and unique key."""
    keys = [("primary key", [c.name for c in table.primary_key.columns], list(table.primary_key.columns))]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            keys.append(
                (str(constraint.name), [c.name for c in constraint.columns], list(constraint.columns))
            )
    for index in table.indexes:
        if index.unique:
            names = re.findall(
                r"\w+", " ".join(str(part) for part in index.expressions).replace(f"{table.name}.", "")
            )
            keys.append((str(index.name), names, []))
    return keys


def made_by_us(columns: list[Column]) -> bool:
    """One column, a UUIDv7 that the application makes: unique by itself, whatever machine it is on."""
    if len(columns) != 1 or not isinstance(columns[0].type, Uuid) or columns[0].server_default is not None:
        return False
    default = columns[0].default
    made = default.arg(None) if default is not None and default.is_callable else None
    return isinstance(made, UUID) and made.version == 7


def loose_keys(tables: dict[str, Table], placed: dict[str, Placed]) -> list[str]:
    """Unique keys that no machine alone can hold unique."""
    return [
        f"{name}: {key}"
        for name, table in tables.items()
        if name in placed and (by := placed[name].by)
        for key, names, columns in unique_keys(table)
        if by not in names and not made_by_us(columns)
    ]


def torn(tables: dict[str, Table], placed: dict[str, Placed]) -> set[str]:
    """Foreign keys whose two sides may be on different machines."""
    found = set()
    for name, table in tables.items():
        for key in table.constraints:
            if isinstance(key, ForeignKeyConstraint) and not near(key, placed[name], placed):
                found.add(f"{name}.{key.column_keys[0]}")
    return found


def near(key: ForeignKeyConstraint, here: Placed, placed: dict[str, Placed]) -> bool:
    there = placed[key.referred_table.name]
    if there.kind == "reference":
        return True
    if "distributed" in (here.kind, there.kind):
        return any(e.parent.name == here.by and e.column.name == there.by for e in key.elements)
    return here.kind == there.kind


def test_every_table_has_its_place():
    assert set(TABLES) <= set(PLACED), "say in docs/scaling.md where the new table goes"


def test_places_are_of_three_kinds():
    assert {placed.kind for placed in PLACED.values()} == {"distributed", "reference", "coordinator"}


@pytest.mark.parametrize("name", [name for name, placed in PLACED.items() if placed.by and name in TABLES])
def test_a_table_is_distributed_by_a_column_that_it_has_and_that_is_never_null(name):
    assert not TABLES[name].columns[PLACED[name].by].nullable


def test_every_unique_key_contains_the_column_or_is_a_uuid7_of_ours():
    assert loose_keys(TABLES, PLACED) == []


def test_the_foreign_keys_that_go_are_those_that_the_page_names():
    assert torn(TABLES, PLACED) == given_up()


@pytest.mark.parametrize("name", [name for name, placed in PLACED.items() if placed.by and name in TABLES])
def test_no_constraint_needs_more_than_one_row(name):
    """No exclusion constraints; checks and generated columns look at their own row."""
    kinds = (CheckConstraint, ForeignKeyConstraint, UniqueConstraint)
    others = [
        c for c in TABLES[name].constraints if not isinstance(c, (*kinds, type(TABLES[name].primary_key)))
    ]
    assert others == []
    generated = [c for c in TABLES[name].columns if isinstance(c.computed, Computed)]
    assert all("select" not in str(c.computed.sqltext).lower() for c in generated)


def example(*parts: object) -> dict[str, Table]:
    metadata = MetaData()
    Table("wide", metadata, Column("id", Uuid, primary_key=True, default=new_id))
    Table("held", metadata, *parts)
    return dict(metadata.tables)


OURS = {"type_": Uuid, "primary_key": True}
WRONG = [
    ("a number of the server", Column("n", Integer, primary_key=True), None),
    ("a UUID of the server", Column("id", **OURS, server_default="x"), None),
    ("a unique index", Column("id", **OURS, default=new_id), Index("uq_url", "url", unique=True)),
    ("a unique constraint", Column("id", **OURS, default=new_id), UniqueConstraint("url")),
]


@pytest.mark.parametrize(("what", "key", "further"), WRONG, ids=[what for what, _, _ in WRONG])
def test_a_loose_key_is_seen(what, key, further):
    placed = {"wide": Placed("distributed", "id"), "held": Placed("distributed", "event_id")}
    parts = [key, Column("event_id", Uuid), Column("url", Text), *([] if further is None else [further])]
    assert len(loose_keys(example(*parts), placed)) == 1


@pytest.mark.parametrize(
    ("by", "lost"), [("event_id", set()), ("id", {"held.event_id"})], ids=["together", "apart"]
)
def test_a_torn_foreign_key_is_seen(by, lost):
    parts = [Column("id", Uuid, primary_key=True), Column("event_id", Uuid, ForeignKey("wide.id"))]
    placed = {"wide": Placed("distributed", "id"), "held": Placed("distributed", by)}
    assert torn(example(*parts), placed) == lost
