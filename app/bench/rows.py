"""A piece as rows of tables: for each table its columns and the rows in their order.

What only merging reads (blocks, words, signatures of texts) is left empty; what Postgres or the store derives (search,
salience, numbers of transactions, counts by day, names to look up) is not here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.bench.happenings import Happening
from app.bench.pieces import Event, Piece, Said, Told
from app.bench.world import World
from app.extract.taxonomy import TYPES
from app.store.states import folded

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: Sequence[str]
    rows: Sequence[Row]


_HAPPENING = (
    *("type", "family", "plover", "cameo", "goldstein", "status", "start_day", "end_day", "date_precision"),
    *("date_basis", "place_id", "location_name", "country", "latitude", "longitude", "killed", "injured"),
    *("claimed_by", "confidence"),
)
_COLUMNS: Mapping[str, Sequence[str]] = {
    "articles": (
        *("id", "url", "canonical_url", "version", "state", "attempts", "ingested_at", "updated_at"),
    ),
    "article_versions": (
        *("id", "article_id", "version", "title", "text", "source", "detected_language", "published_at"),
        *("published_day", "published_precision", "content_hash", "received_at", "extracted_at", "context"),
    ),
    "events": (
        *_HAPPENING,
        *("id", "version", "summary", "search_text", "created_at", "updated_at", "actor_ids", "sources"),
        *("within", "report_count", "source_count", "independent_sources", "killed_low", "killed_high"),
        *("injured_low", "injured_high", "tolls", "differences", "edited", "review"),
        *("first_published_at", "last_published_at"),
    ),
    "event_actors": ("event_id", "actor_id", "role", "name", "start_day", "end_day", "family"),
    "reports": (
        *_HAPPENING,
        *("id", "article_id", "version", "event_id", "pinned", "position", "summary", "published_at"),
        *("date_text", "date_offset", "date_end_offset", "location_offset", "location_end_offset"),
        *("claim_chain", "quotes", "told", "blocks", "words", "created_at"),
    ),
    "mentions": ("report_id", "position", "start", "end", "text", "sentence_start", "sentence_end"),
    "report_actors": (
        *("report_id", "position", "actor_id", "role", "name", "canonical_name", "kind", "country"),
        *("sector", "aliases", "start", "end"),
    ),
}
# Of each version what its event does not have, or had otherwise; the rest is the event's.
VERSIONS = (
    *("event_id", "version", "actors", "report_ids", "published_at", "valid_from", "valid_to", "sources"),
    *("report_count", "source_count", "independent_sources", "last_published_at"),
)


def tables(piece: Piece) -> Iterator[Table]:
    """In an order in which each row finds those that it refers to."""
    reports = [(event, said) for event in piece.events for said in event.reports]
    makers: Mapping[str, Callable[[], Iterator[Row]]] = {
        "articles": lambda: map(_article, piece.articles),
        "article_versions": lambda: map(_version, piece.articles),
        "events": lambda: map(_event, piece.events),
        "event_actors": lambda: (row for event in piece.events for row in _event_actors(event)),
        "reports": lambda: (_report(event, said) for event, said in reports),
        "mentions": lambda: (_mention(said) for _, said in reports),
        "report_actors": lambda: (row for event, said in reports for row in _report_actors(event, said)),
    }
    for name, columns in _COLUMNS.items():
        yield Table(name, columns, list(makers[name]()))


def versions(piece: Piece) -> Table:
    """Two of an event that several tell of: as the first told it, and as it is."""
    return Table("event_versions", VERSIONS, [row for event in piece.events for row in _versions(event)])


def actors(world: World, at: datetime) -> Table:
    columns = ("id", "canonical_name", "kind", "country", "sector", "aliases", "folded_names", "created_at")
    rows = [
        (
            *(party.id, party.name, party.kind, party.country, party.sector),
            *(sorted(party.writings[1:]), sorted({name.lower() for name in party.writings}), at),
        )
        for party in world.parties
    ]
    return Table("actors", columns, rows)


def places(world: World, at: datetime) -> Table:
    plain = ("id", "name", "country", "admin1", "geonames_id", "latitude", "longitude", "precision")
    rows = [(*(getattr(spot, name) for name in plain), at) for spot in world.spots]
    return Table("places", (*plain, "created_at"), rows)


def _article(article: Told) -> Row:
    host = article.outlet.lower().replace(" ", "-").encode("ascii", "ignore").decode()
    url = f"https://{host}.example/{article.published:%Y/%m/%d}/{article.id}"
    return article.id, url, url, 1, "done", 1, article.ingested, article.ingested


def _version(article: Told) -> Row:
    text = article.text
    digest = hashlib.sha256(f"{text}\0{article.published}".encode()).hexdigest()
    return (
        *(article.id, article.id, 1, article.title, text, article.outlet, "en", article.published),
        *(article.published.date(), "time", digest, article.ingested, article.ingested, ()),
    )


def _happening(event: Happening) -> Row:
    kind, days, spot = TYPES[event.type], event.days, event.spot
    when = (days.first, days.last, days.precision, days.basis) if days else (None,) * 4
    where = (spot.id, spot.name, spot.country, spot.latitude, spot.longitude) if spot else (None,) * 5
    return (
        *(kind.type, kind.family, kind.plover, kind.cameo, kind.goldstein, event.status, *when, *where),
        *(event.killed, event.injured, event.claimed_by, event.confidence),
    )


def _event(event: Event) -> Row:
    what, reports = event.happening, event.reports
    outlets = {said.article.outlet for said in reports}
    published = sorted(said.article.published for said in reports)
    told = "\n".join(dict.fromkeys(line for said in reports for line in said.account.told.split("\n")))
    return (
        *_happening(what),
        *(event.id, min(2, len(reports)), reports[0].account.summary, told, event.created, event.updated),
        *(sorted({party.id for _, party in what.parties}), folded(outlets)),
        *(what.spot.within if what.spot else (), len(reports), len(outlets), _independent(len(outlets))),
        *(what.killed, what.killed, what.injured, what.injured, _tolls(event), "{}", (), what.review),
        *(published[0], published[-1]),
    )


def _independent(outlets: int) -> int:
    return max(1, round(0.8 * outlets))


def _tolls(event: Event) -> str:
    first = event.reports[0]
    said = {
        name: [
            {
                "value": value,
                "source": first.article.outlet,
                "report_id": _dashed(first.id),
                "article_id": _dashed(first.article.id),
                "published_at": first.article.published.isoformat(),
            }
        ]
        for name, value in (("killed", event.happening.killed), ("injured", event.happening.injured))
        if value is not None
    }
    return json.dumps(said, ensure_ascii=False)


def _dashed(id_: str) -> str:
    return f"{id_[:8]}-{id_[8:12]}-{id_[12:16]}-{id_[16:20]}-{id_[20:]}"


def _event_actors(event: Event) -> Iterator[Row]:
    days = event.happening.days
    ends = (days.first, days.last) if days else (None, None)
    names = [name for name, _ in event.reports[0].account.parties]
    for (role, party), name in zip(event.happening.parties, names, strict=True):
        yield event.id, party.id, role, name, *ends, TYPES[event.happening.type].family


def _versions(event: Event) -> Iterator[Row]:
    last = len(event.reports)
    ends = [(1, event.created, event.updated), (last, event.updated, None)]
    names = [name for name, _ in event.reports[0].account.parties]
    parts = [
        {"actor_id": party.id, "role": role, "name": name}
        for (role, party), name in zip(event.happening.parties, names, strict=True)
    ]
    parts_json = json.dumps(parts, ensure_ascii=False)
    for number, (count, start, end) in enumerate(ends[-min(2, last) :], 1):
        known = event.reports[:count]
        outlets = {said.article.outlet for said in known}
        published = sorted(said.article.published for said in known)
        yield (
            *(event.id, number, parts_json, sorted(said.id for said in known), published, start, end),
            *(folded(outlets), count, len(outlets), _independent(len(outlets)), published[-1]),
        )


def _report(event: Event, said: Said) -> Row:
    told, place, date = said.account, said.account.place, said.account.date
    return (
        *_happening(event.happening),
        *(said.id, said.article.id, 1, event.id, False, said.position, told.summary, said.article.published),
        *(told.date_text, *_moved(said, date), *_moved(said, place)),
        *("[]", _quotes(said), told.told, (), (), said.article.ingested),
    )


def _moved(said: Said, span: tuple[int, int] | None) -> tuple[int | None, int | None]:
    """A span of the paragraph as one of the article's text."""
    return (span[0] + said.start, span[1] + said.start) if span else (None, None)


def _quotes(said: Said) -> str:
    if said.account.quote is None:
        return "[]"
    text, span = said.account.quote
    start, end = _moved(said, span)
    return json.dumps([{"text": text, "start": start, "end": end, "speaker": None}], ensure_ascii=False)


def _mention(said: Said) -> Row:
    start, end = _moved(said, said.account.act)
    words = said.account.text[slice(*said.account.act)]
    return (said.id, 0, start, end, words, *_moved(said, said.account.sentence))


def _report_actors(event: Event, said: Said) -> Iterator[Row]:
    pairs = zip(event.happening.parties, said.account.parties, strict=True)
    for position, ((role, party), (name, span)) in enumerate(pairs):
        yield (
            *(said.id, position, party.id, role, name, party.name, party.kind, party.country, party.sector),
            *((), *_moved(said, span)),
        )
