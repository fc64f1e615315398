"""What one trigger tells of a happening: its part in the article's account, before mentions are merged."""

from __future__ import annotations

from dataclasses import dataclass

from app.extract.records import Place, Toll, Trigger, When
from app.extract.who import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    trigger: Trigger
    word: str  # lemma of the trigger
    noun: bool
    definite: bool  # "the attack", "this visit": most often told before
    paragraph: int
    parts: tuple[Part, ...]
    when: When | None
    where: Place | None
    toll: Toll
    teller: int | None  # entity in whose words it is told

    def entities(self, *roles: str) -> frozenset[int]:
        """Entities with one of ``roles``; all of them if none is given."""
        return frozenset(part.entity for part in self.parts if not roles or part.role in roles)
