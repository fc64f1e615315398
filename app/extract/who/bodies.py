"""Organisations and places named by a phrase of capitalised words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.extract.records import Kind
from app.extract.who.facts import Known
from app.extract.who.line import Line, is_country
from app.extract.who.raw import Hit, Raw, Word, root

# "Fidesz Party" is Fidesz
_KINDS_OF_BODY = frozenset({"party", "movement", "group", "coalition", "bloc", "militia"})


def body(words: Sequence[Word], line: Line, weak: bool = False) -> Iterator[Raw]:
    """An organisation. A known body inside counts only if the state named with it is its own."""
    inside = [h for h in line.hits if h.start >= words[0].start and h.end <= words[-1].end]
    state = next((h.form.known.country for h in inside if h.form.known.kind == "country"), None)
    ends = {words[-1].end}
    if len(words) > 1 and words[-1].text.lower() in _KINDS_OF_BODY:
        ends.add(words[-2].end)
    tail = next((h for h in inside if h.end in ends and h.form.known.kind in {"body", "group"}), None)
    known: Known | None = None
    if (
        tail
        and (state is None or tail.form.known.country == state)
        and _only_states_before(words, tail, line)
    ):
        known = tail.form.known
    known = known or _of_its_state(words, inside, state)
    owner = words[0].first - 1
    if state is None and owner > 0 and line.sentence.tokens[owner].tag == "POS":
        end = line.sentence.tokens[owner - 1].end
        state = next((h.form.known.country for h in line.hits if h.end == end), None)
    kind: Kind = known.kind if known else "body"
    yield Raw(
        sentence=line.sentence.index,
        token=root(line.sentence, words[0].first, words[-1].last),
        start=words[0].start,
        end=words[-1].end,
        kind=kind,
        form="name",
        text=line.text[words[0].start : words[-1].end],
        known=known,
        country=known.country if known else state,
        sector=known.sector if known else _sector(words),
        definite=True,
        head=words[-1].text.lower(),
        first=words[0].first,
        last=words[-1].last,
        weak=weak,
    )


def _of_its_state(words: Sequence[Word], inside: Sequence[Hit], state: str | None) -> Known | None:
    """ "Joint Chiefs of Staff of South Korea": a known body and then nothing but its own state."""
    tail = next((h for h in inside if h.form.known.kind == "country" and h.end == words[-1].end), None)
    if tail is None:
        return None
    for hit in inside:
        known = hit.form.known
        first = hit.start == words[0].start and known.kind in ("body", "group")
        between = [word.text for word in words if hit.end <= word.start < tail.start]
        if first and known.country == state and between in (["of"], ["of", "the"]):
            return known
    return None


def _only_states_before(words: Sequence[Word], tail: Hit, line: Line) -> bool:
    return all(is_country(w, line) for w in words if w.end <= tail.start)


_BODY_SECTORS = {
    "MIL": [
        "army",
        "navy",
        "force",
        "forces",
        "military",
        "guard",
        "guards",
        "brigade",
        "brigades",
        "command",
        "corps",
        "battalion",
        "regiment",
    ],
    "COP": ["police"],
    "LEG": ["parliament", "congress", "senate", "assembly", "duma", "knesset", "house", "majlis", "diet"],
    "JUD": ["court", "tribunal"],
    "GOV": [
        "ministry",
        "government",
        "cabinet",
        "department",
        "agency",
        "council",
        "authority",
        "administration",
        "embassy",
        "bureau",
        "office",
    ],
    "OPP": ["party", "front", "movement", "league", "alliance", "coalition"],
    "MED": ["news", "times", "post", "agency", "television", "radio", "newspaper"],
    "BUS": ["bank", "company", "corporation", "inc.", "ltd.", "corp.", "airlines", "airways", "group"],
}


def _sector(words: Sequence[Word]) -> str | None:
    for word in reversed(words):
        for sector, members in _BODY_SECTORS.items():
            if word.text.lower() in members:
                return sector
    return None


def place(words: Sequence[Word], line: Line) -> Raw:
    """A town or site that is no state: it never acts, but it can be struck."""
    first, last = words[0].first, words[-1].last
    return Raw(
        sentence=line.sentence.index,
        token=root(line.sentence, first, last),
        start=words[0].start,
        end=words[-1].end,
        kind="unnamed",
        form="nominal",
        text=line.text[words[0].start : words[-1].end],
        thing="facility",
        head=line.text[words[0].start : words[-1].end],
        first=first,
        last=last,
    )
