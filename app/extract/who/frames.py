"""The frames of the event types: which words of a clause give source, target and participants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from app.extract.records import Role
from app.extract.who.facts import KnowledgeError
from app.extract.who.tables import rows

Slot = Literal["subject", "object", "owner", "of", "modifier"]
SLOTS: tuple[Slot, ...] = ("subject", "object", "owner", "of", "modifier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    type: str
    slots: Mapping[Slot, Role | None]
    words: Mapping[tuple[str, Slot], Role | None]  # what single lemmas change
    verb: frozenset[str]  # prepositions of a verb that lead to the target
    noun: frozenset[str]
    climb: frozenset[str]

    @property
    def mutual(self) -> bool:
        return self.slots["subject"] == "participant"

    @property
    def source(self) -> Role:
        return "participant" if self.mutual else "source"

    @property
    def target(self) -> Role:
        return "participant" if self.mutual else "target"

    def role(self, slot: Slot, lemma: str) -> Role | None:
        key = (lemma, slot)
        return self.words[key] if key in self.words else self.slots[slot]


@cache
def frames() -> Mapping[str, Frame]:
    """Every frame by event type. Raises KnowledgeError for an unknown role, slot or type."""
    words: dict[str, dict[tuple[str, Slot], Role | None]] = {}
    for type_, lemma, slot, role in rows("frame_words", 4):
        words.setdefault(type_, {})[lemma, _slot(slot)] = _role(role)
    found: dict[str, Frame] = {}
    for type_, *roles, verb, noun, climb in rows("frames", 9):
        found[type_] = Frame(
            type=type_,
            slots=MappingProxyType({slot: _role(cell) for slot, cell in zip(SLOTS, roles, strict=True)}),
            words=MappingProxyType(words.pop(type_, {})),
            verb=_set(verb),
            noun=_set(noun),
            climb=_set(climb),
        )
    if words:
        raise KnowledgeError(f"frame_words.tsv: no frame for {sorted(words)}")
    return MappingProxyType(found)


def _set(cell: str) -> frozenset[str]:
    return frozenset() if cell == "-" else frozenset(cell.split(","))


def _slot(cell: str) -> Slot:
    for slot in SLOTS:
        if cell == slot:
            return slot
    raise KnowledgeError(f"frame_words.tsv: unknown slot {cell!r}")


def _role(cell: str) -> Role | None:
    """The role a cell names; "-" is none."""
    if cell == "-":
        return None
    if cell == "source":
        return "source"
    if cell == "target":
        return "target"
    if cell == "participant":
        return "participant"
    raise KnowledgeError(f"frames: unknown role {cell!r}")
