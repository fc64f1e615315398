"""What can be known of actors before an article is read: records, and the folder of the tables that hold them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from app.extract.records import Kind

DATA = Path(__file__).parent.parent / "data"

Sense = Literal["name", "adjective", "people", "capital", "seat", "surname"]
Gender = Literal["m", "f"]


class KnowledgeError(ValueError):
    """A table of knowledge breaks its own rules; the message names the file and the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A dated claim: a year says less than a month, a month less than a day."""

    title: str
    start: str  # year, year-month or day
    end: str | None  # None: held when the table was last checked

    def may_cover(self, day: date) -> bool:
        """True unless the dates rule it out; a year is read as the whole of it."""
        text = day.isoformat()
        begun = self.start <= text[: len(self.start)]
        return begun and (self.end is None or text[: len(self.end)] <= self.end)

    def covers(self, day: date, checked: str) -> bool:
        """True only if the dates leave no doubt: not in the year of a change, nor after ``checked`` without an end."""
        text = day.isoformat()
        end = self.end or checked
        return self.start < text[: len(self.start)] and text[: len(end)] < end


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One actor of the tables."""

    id: str  # "country:IR", "body:un", "person:IQ:qasim-al-araji"
    name: str
    kind: Kind
    country: str | None
    sector: str | None
    gender: Gender | None = None
    offices: tuple[Office, ...] = ()
    checked: str = ""  # the month or day up to which an office without an end is vouched for
    wikidata: str | None = None  # "Q794"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a known actor, case-sensitive, with the sense it has in that writing."""

    text: str
    sense: Sense
    known: Known
    loose: bool = False  # counts only in an article that speaks of the actor's country
    others: tuple[Known, ...] = ()  # namesakes

    @property
    def bearers(self) -> tuple[Known, ...]:
        return (self.known, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    kind: Literal["unnamed", "group", "body", "facility", "craft"]
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    sector: str
    gender: Gender | None


def first_word(text: str) -> str:
    """What the table of forms is keyed by: the leading letters and digits, or the leading character."""
    match = re.match(r"\w+", text)
    return match.group() if match else text[:1]


def slug(name: str) -> str:
    """Lower-case words joined by hyphens, accents kept off: "Élysée Palace" -> "elysee-palace"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
