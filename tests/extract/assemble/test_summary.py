from dataclasses import replace

import pytest

from app.extract.assemble.summary import phrases, summarise
from app.extract.records import Actor, Role
from app.extract.taxonomy import TYPES
from tests.extract.assemble.accounts import place


def actor(name: str, role: Role) -> Actor:
    return Actor(
        role=role, name=name, canonical_name=name, actor_id=f"country:{name}", kind="country", title=None, country=None,
        sector=None, aliases=(), start=0, end=1,
    )  # fmt: skip


def test_every_type_has_its_phrase():
    assert set(phrases()) == set(TYPES)


@pytest.mark.parametrize(
    ("kind", "status", "actors", "where", "line"),
    [
        ("strike", "happened", [("Israel", "source"), ("Iran", "target")], None, "Israel strikes Iran"),
        (
            "visit",
            "happened",
            [("Stubb", "source"), ("Kazakhstan", "target")],
            "Astana",
            "Stubb visits Astana",
        ),
        ("visit", "planned", [("Stubb", "source")], "Astana", "Stubb to visit Astana"),
        (
            "meeting",
            "happened",
            [("A", "participant"), ("B", "participant")],
            "Doha",
            "Talks between A and B (Doha)",
        ),
        ("attack", "happened", [], "Tunis", "Attack (Tunis)"),
        ("arrest", "happened", [("two men", "target")], None, "Arrest of two men"),
        ("protest", "happened", [("farmers", "source")], None, "farmers protest"),
        ("meeting", "denied", [("A", "participant")], None, "Called off or denied: Talks with A"),
        ("sanction", "happened", [(n, "source") for n in "ABCDE"], None, "A, B, C and 2 others sanctions"),
    ],
)
def test_a_line_says_what_happened(kind: str, status, actors: list, where: str | None, line: str):
    location = place(where) if where else None
    assert summarise(kind, status, [actor(*a) for a in actors], location) == line


def test_the_capitals_of_a_dateline_are_not_shown():
    shouted = replace(place("Taipei"), name="TAIPEI")
    assert summarise("visit", "happened", [actor("Pelosi", "source")], shouted) == "Pelosi visits Taipei"
