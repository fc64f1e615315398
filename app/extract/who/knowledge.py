"""What is known of actors before an article is read: every table put together, and a desk's own on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.extract.who import desk, tables
from app.extract.who.facts import Form, KnowledgeError, Known, Noun, Title, first_word
from app.extract.who.organs import Organs
from app.extract.who.sectors import with_sectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    forms: Mapping[str, tuple[Form, ...]]  # by first word; the longest form first
    surnames: Mapping[str, Form]  # of known people; those who share one are its namesakes
    titles: Mapping[str, Title]  # by lower-case head word
    nouns: Mapping[str, Noun]  # by lemma
    countries: Mapping[str, Known]  # by ISO code
    organs: Organs

    def noun(self, lemma: str, text: str) -> Noun | None:
        """The entry of a common noun; also where the tagger took it for a name and kept its plural ("Gunmen")."""
        lower = text.lower()
        forms = [lemma, lower]
        for plural, singular in (("s", ""), ("men", "man"), ("women", "woman"), ("ies", "y")):
            if lower.endswith(plural):
                forms.append(lower.removesuffix(plural) + singular)
        return next((entry for form in forms if (entry := self.nouns.get(form))), None)


def load(actors: Path | None = None) -> Knowledge:
    """Read and check every table; ``actors`` is a desk's own, which goes before the packaged ones.

    Raises KnowledgeError naming the bad entry.
    """
    return _packaged() if actors is None or not actors.exists() else _build(desk.forms(actors))


@cache
def _packaged() -> Knowledge:
    return _build(())


def _build(own: Iterable[Form]) -> Knowledge:
    own = tuple(own)
    firm = [
        *tables.countries(),
        *tables.seats(),
        *tables.organisations("bodies", "body"),
        *tables.organisations("groups", "group"),
    ]
    titles = dict(tables.titles())
    people = with_sectors(tables.persons(), firm, titles)
    packaged, own = _joined([*firm, *people], own)
    forms = [form for form in (*packaged, *own) if form.sense != "surname"]
    index = _index(forms, {form.text for form in own})
    return Knowledge(
        forms=index,
        surnames=_surnames((*packaged, *own), {form.text for form in forms}),
        titles=MappingProxyType(titles),
        nouns=MappingProxyType(dict(tables.nouns())),
        countries=MappingProxyType({f.known.id[-2:]: f.known for f in forms if f.known.kind == "country"}),
        organs=Organs.load(forms),
    )


def _joined(packaged: Sequence[Form], own: Sequence[Form]) -> tuple[list[Form], tuple[Form, ...]]:
    """The desk's word on an actor goes before the packaged one, whose writings and offices stay where it has none."""
    before = {form.known.id: form.known for form in packaged}
    known = {
        form.known.id: replace(
            form.known,
            offices=form.known.offices or before[form.known.id].offices,
            gender=form.known.gender or before[form.known.id].gender,
        )
        if form.known.id in before
        else form.known
        for form in own
    }
    return (
        [replace(form, known=known.get(form.known.id, form.known)) if known else form for form in packaged],
        tuple(replace(form, known=known[form.known.id]) for form in own),
    )


def _surnames(forms: Iterable[Form], taken: set[str]) -> Mapping[str, Form]:
    chosen: dict[str, Form] = {}
    for form in forms:
        if form.sense == "surname" and form.text not in taken:
            chosen[form.text] = _with(chosen.get(form.text), form)
    return MappingProxyType(chosen)


def _index(forms: Iterable[Form], own: set[str]) -> Mapping[str, tuple[Form, ...]]:
    """Forms by first word, longest first.

    One writing may name several people, and several bodies if at most one of them does not need the context for it;
    else it is an error. A capital gives way to all others, a packaged actor to a body of the desk's, and a person of
    the desk's to a packaged body: nicknames come along from Wikidata.
    """
    by_text: dict[str, Form] = {}
    for form in forms:
        earlier = by_text.get(form.text)
        if earlier is not None and earlier.known.id != form.known.id and not _may_share(earlier, form):
            if form.sense == "capital" or (form.text in own and form.known.kind == "person"):
                continue
            if form.text not in own:
                raise KnowledgeError(f"{form.text!r} names both {earlier.known.id} and {form.known.id}")
            earlier = None
        by_text[form.text] = _with(earlier, form)
    index: dict[str, list[Form]] = {}
    for form in by_text.values():
        index.setdefault(first_word(form.text), []).append(form)
    return MappingProxyType({k: tuple(sorted(v, key=lambda f: -len(f.text))) for k, v in index.items()})


def _may_share(one: Form, other: Form) -> bool:
    people = one.known.kind == other.known.kind == "person"
    return people or one.loose or other.loose


def _with(earlier: Form | None, form: Form) -> Form:
    """The writing of both; what needs no context comes first."""
    if earlier is None:
        return form
    if earlier.known.id == form.known.id or any(k.id == form.known.id for k in earlier.others):
        return earlier
    first, second = (form, earlier) if earlier.loose and not form.loose else (earlier, form)
    return replace(first, others=(*first.others, *second.bearers))
