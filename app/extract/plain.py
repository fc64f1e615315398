"""A report as plain data in the shape that the API answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.extract.records import Place, Quote, Report, When


def as_dict(report: Report) -> dict[str, Any]:
    """JSON-ready: days as ISO 8601, tuples as lists, nothing left out."""
    return {
        **{
            name: getattr(report, name)
            for name in ("type", "family", "plover", "cameo", "goldstein", "status", "summary")
        },
        "mentions": [asdict(mention) for mention in report.mentions],
        "actors": [{**asdict(actor), "aliases": list(actor.aliases)} for actor in report.actors],
        "date": _date(report.date),
        "location": _place(report.location),
        **{name: getattr(report, name) for name in ("killed", "injured", "claimed_by")},
        "claim_chain": [asdict(link) for link in report.claim_chain],
        "quotes": [_quote(quote) for quote in report.quotes],
        "confidence": report.confidence,
    }


def _date(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "start": when.first.isoformat(),
        "end": when.last.isoformat(),
        "precision": when.precision,
        "basis": when.basis,
        "text": when.text,
        "text_start": when.start,
        "text_end": when.end,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    found = asdict(place)
    del found["sentence"]
    return found


def _quote(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "start": quote.start, "end": quote.end, "speaker": quote.speaker}
