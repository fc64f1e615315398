"""How made-up articles tell of an event: the sentences with the places of what they name in them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from app.bench.happenings import Happening
from app.bench.phrases import Phrases

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One report's own words; spans count from the start of ``text``."""

    summary: str
    text: str
    act: Span
    sentence: Span
    parties: tuple[tuple[str, Span], ...]  # as they are written, in the order of the event's
    place: Span | None
    date_text: str | None
    date: Span | None
    quote: tuple[str, Span] | None
    told: str


class _Text:
    """Text that grows, and where its parts are."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, words: str) -> Span:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length


def account(event: Happening, words: Phrases, chance: Random) -> Account:
    """One sentence that tells of the event, one that does not and, in every fifth report, a quote."""
    act, other = chance.choice(words.acts[event.type])
    tail = chance.choice(words.tails).format(words.topics.draw(chance))
    names = [_written(party.writings, chance) for _, party in event.parties]
    out = _Text()
    spans = [out.add(names[0])]
    out.add(" ")
    act_span = out.add(act)
    out.add(" ")
    object_span = out.add(names[1] if len(names) > 1 else other)
    spans += [object_span] * (len(names) > 1)
    for name in names[2:]:
        out.add(" and ")
        spans.append(out.add(name))
    place = _put(out, " in ", event.spot.name if event.spot else None)
    bare = "".join(out.parts)
    summary = f"{bare} {tail}" if chance.random() < 0.5 else bare
    date_text = chance.choice(words.dates) if event.days else None
    date = _put(out, " ", date_text)
    out.add(f" {tail}.")
    sentence = (0, out.length)
    out.add(" " + chance.choice(words.grounds))
    quote = _quote(out, words, chance) if chance.random() < 0.2 else None
    text = "".join(out.parts)
    return Account(
        summary=summary,
        text=text,
        act=act_span,
        sentence=sentence,
        parties=tuple(zip(names, spans, strict=True)),
        place=place,
        date_text=date_text,
        date=date,
        quote=quote,
        told=_told(event, summary, text[slice(*sentence)], quote[0] if quote else ""),
    )


def _written(writings: tuple[str, ...], chance: Random) -> str:
    return writings[0] if chance.random() < 0.8 else chance.choice(writings)


def _put(out: _Text, before: str, words: str | None) -> Span | None:
    if words is None:
        return None
    out.add(before)
    return out.add(words)


def _quote(out: _Text, words: Phrases, chance: Random) -> tuple[str, Span]:
    said = chance.choice(words.quotes).format(words.topics.draw(chance))
    out.add(' "')
    span = out.add(said)
    out.add('," a spokesman said.')
    return said, span


def _told(event: Happening, *lines: str) -> str:
    """As `app.store.rows.told` has it: summary, names, the sentence, quotes; a line each."""
    names = [writing for _, party in event.parties for writing in party.writings]
    where = [event.spot.name, event.spot.admin1 or ""] if event.spot else []
    return "\n".join(dict.fromkeys(line for line in (*lines[:1], *names, *where, *lines[1:]) if line))
