"""Mentions gathered into actors: full names first, then what is written shorter, then nouns that point back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from app.extract.records import Kind
from app.extract.who.claims import bearer
from app.extract.who.facts import Gender, Known, slug
from app.extract.who.knowledge import Knowledge
from app.extract.who.raw import Raw
from app.extract.who.word_sets import word_set


@dataclass(slots=True)
class Draft:
    """One actor while the article is being read; it lives only inside ``gather``."""

    kind: Kind
    known: Known | None = None
    names: list[str] = field(default_factory=list)  # proper or descriptive forms, in order
    written: list[str] = field(default_factory=list)  # those that are names, not descriptions
    proper: list[str] = field(default_factory=list)  # of a state: those that are its own name
    titles: list[str] = field(default_factory=list)
    country: str | None = None
    sector: str | None = None
    gender: Gender | None = None
    plural: bool = False
    thing: str = ""
    head: str = ""
    common: bool = False  # named by a common noun alone
    country_words: Raw | None = None  # the mention that told its country
    at_home: bool = False  # its country is the one that the article is about

    def take(self, raw: Raw) -> None:
        if raw.form not in ("pronoun",) and not (self.kind == "person" and raw.kind != "person"):
            self.names.append(raw.text)
            if raw.form != "nominal":
                self.written.append(raw.text)
        if raw.proper:
            self.proper.append(raw.text)
        if raw.title and raw.title not in self.titles:
            self.titles.append(raw.title)
        if self.country is None and raw.country:
            self.country, self.country_words = raw.country, raw
        self.sector = self.sector or raw.sector
        self.gender = self.gender or raw.gender


_PAST = re.compile(r"\b(?:former|ex|late|then|deposed|ousted)\b", re.IGNORECASE)
_DEPUTY = re.compile(r"\b(?:vice|deputy|assistant)\b", re.IGNORECASE)
_SUFFIXES = frozenset({"jr", "sr", "jr.", "sr.", "ii", "iii"})


class Gathering:
    """The drafts of one article and the rules by which a mention joins one of them."""

    def __init__(self, knowledge: Knowledge, day: date) -> None:
        self.knowledge = knowledge
        self.day = day  # of publication
        self.drafts: list[Draft] = []
        self.by_key: dict[str, int] = {}
        self.acronyms: dict[str, int] = {}
        self.recent: list[int] = []  # drafts in the order they were last named, newest at the end

    def new(self, raw: Raw, known: Known | None = None) -> int:
        draft = Draft(kind=known.kind if known else raw.kind, known=known, plural=raw.plural, head=raw.head)
        draft.thing = raw.thing
        draft.common = known is None and raw.form == "nominal"
        if known:
            draft.country, draft.gender = known.country, known.gender
            draft.sector = (raw.sector if known.kind == "person" else None) or known.sector
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def join(self, index: int, raw: Raw) -> int:
        self.drafts[index].take(raw)
        if index in self.recent:
            self.recent.remove(index)
        self.recent.append(index)
        return index

    def keyed(self, key: str, raw: Raw, known: Known | None = None) -> int:
        if key not in self.by_key:
            self.by_key[key] = self.new(raw, known)
        return self.join(self.by_key[key], raw)

    def person(self, raw: Raw) -> int | None:
        """The draft a full name or a surname belongs to; None for a lone word that nothing supports."""
        parts = name_parts(raw.text)
        bearers = [i for i, d in enumerate(self.drafts) if d.kind == "person" and _bears(d, parts)]
        if bearers:
            return self.join(max(bearers, key=lambda i: len(self.drafts[i].names)), raw)
        written = raw.written
        if written is None and len(parts) == 1:
            written = self.knowledge.surnames.get(raw.text)
        known = bearer(written, raw.country, raw.title, self.day) if written else None
        if known is None and raw.weak:
            return None
        return self.join(self.new(raw, known), raw)

    def surname(self, raw: Raw) -> int | None:
        """The person of the article, named in full, whose surname a place, a body or a group bears too."""
        last = slug(raw.text)
        for index, draft in enumerate(self.drafts):
            if draft.kind == "person" and any(
                len(parts := name_parts(name)) > 1 and parts[-1] == last for name in draft.names
            ):
                return self.join(index, replace(raw, kind="person", known=None, country=None, sector=None))
        return None

    def organisation(self, raw: Raw) -> int | None:
        if raw.known:
            return self.keyed(raw.known.id, raw, raw.known)
        words = set(raw.text.lower().split())
        for index in reversed(self.recent):
            draft = self.drafts[index]
            if draft.kind not in ("body", "group") or (draft.known and draft.known.country != raw.country):
                continue
            if any(_same_body(words, name) for name in draft.names):
                return self.join(index, raw)
        if raw.weak:
            return None
        return self.join(self.new(raw), raw)

    def nominal(self, raw: Raw) -> int:
        """A noun phrase: "the minister" goes back to a person, "the group" to a group, else like goes with like."""
        back = self._points_back(raw) if raw.definite and not raw.plural else None
        if back is not None:
            return self.join(back, raw)
        key = f"{raw.head}:{raw.country or ''}:{raw.text.lower()}"
        if key in self.by_key:
            return self.join(self.by_key[key], raw)
        if raw.definite and raw.text.lower() == raw.head:
            for index in reversed(self.recent):
                if self.drafts[index].head == raw.head and self.drafts[index].known is None:
                    return self.join(index, raw)
        return self.keyed(key, raw)

    def _points_back(self, raw: Raw) -> int | None:
        for index in reversed(self.recent):
            draft = self.drafts[index]
            if raw.country and draft.country and raw.country != draft.country:
                continue
            if raw.title and draft.kind == "person" and self._holds(draft, raw):
                return index
            if raw.kind in ("body", "group") and draft.kind in ("body", "group") and _called(draft, raw.head):
                return index
            if raw.head in word_set("back_to_state") and draft.kind == "country":
                return index
        return None

    def _holds(self, draft: Draft, raw: Raw) -> bool:
        """True if the person bears the title: its last word, and all of it where the phrase gives more."""
        wanted = (raw.title or "").lower().split()[-1]
        held = [title.lower() for title in draft.titles]
        if draft.known:
            past = bool(_PAST.search(raw.text))
            offices = (o for o in draft.known.offices if past or o.may_cover(self.day))
            held.extend(office.title.lower() for office in offices)
        deputy = bool(_DEPUTY.search(raw.title or ""))
        return any(
            re.search(rf"\b{re.escape(wanted)}\b", title) and (deputy or not _DEPUTY.search(title))
            for title in held
        )


@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[str, ...]:
    parts = [p for p in slug(name).split("-") if p not in {"al", "el"}] if name else []
    return tuple(p for p in parts if p not in _SUFFIXES) or tuple(parts)


def same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True if one name is the other's surname, given name, or a fuller writing of it."""
    if not short or not full:
        return False
    small, big = sorted((short, full), key=len)
    if len(small) == 1:
        return small[0] in (big[-1], big[0]) or " ".join(small) == " ".join(big[-len(small) :])
    return set(small) <= set(big) and (small[-1] == big[-1] or small[0] == big[0])


def _same_body(words: set[str], name: str) -> bool:
    other = set(name.lower().split())
    return words <= other or other <= words if len(words & other) > 1 else words == other


def _called(draft: Draft, head: str) -> bool:
    """True if "the party" may be this body: its name has the word, or any armed group for "the group"."""
    if draft.kind == "group" and head in word_set("back_to_group"):
        return True
    return any(head in name.lower().split() and name[0].isupper() for name in draft.names)


def _bears(draft: Draft, parts: tuple[str, ...]) -> bool:
    return any(same_person(parts, name_parts(name)) for name in dict.fromkeys(draft.names))
