"""Articles of our own with every event marked: YAML in, the form of the gold files out.

In the text ``{key|words}`` marks the trigger ``words`` as a mention of the event ``key``; the events are described
below it. ``python -m app.training.marked FILE.yaml ...`` checks files and counts what they hold.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from app.extract.taxonomy import TYPES

TEXTS = Path(__file__).parent / "texts"

_MARK = re.compile(r"\{(\w+)\|([^{}]+)\}")
_SENTENCE = re.compile(r"\S[^\n]*?[.!?][\"”']?(?=\s+[\"“A-Z0-9]|\s*$)", re.MULTILINE)
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Sen|Rep|Gov|St|No|[A-Z]|[A-Z]\.[A-Z])\.$")
_STATUSES = frozenset({"happened", "planned", "denied"})
_ROLES = frozenset({"source", "target", "participant"})
_NEEDED = ("id", "title", "published_at", "text")
_FIELDS = frozenset({"type", "status", "actors", "date", "location", "killed", "injured", "optional"})


class MarkedError(ValueError):
    """A text of our own is marked or described wrongly; the message names the article and the fault."""


def own_articles(folder: Path = TEXTS) -> list[dict[str, Any]]:
    """Every training article of our own, in the order of the files' names."""
    return [article for path in sorted(folder.glob("*.yaml")) for article in articles(path)]


def articles(source: Path) -> list[dict[str, Any]]:
    """Every article of one file, in the form of the gold files. Raises MarkedError."""
    return [_article(row) for row in yaml.safe_load(source.read_text(encoding="utf-8")) or []]


def _article(row: dict[str, Any]) -> dict[str, Any]:
    if missing := [name for name in _NEEDED if not row.get(name)]:
        raise MarkedError(f"{row.get('id', row.get('title'))}: an article needs {', '.join(missing)}")
    try:
        text, events = _read(row)
    except MarkedError as fault:
        raise MarkedError(f"{row['id']}: {fault}") from fault
    return {
        "id": row["id"],
        "source": "Dateline",
        "license": "Apache-2.0",
        "url": None,
        "title": row["title"],
        "published_at": str(row["published_at"]),
        "text": text,
        "events": events,
    }


def _read(row: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """The text without marks, and its events."""
    text, triggers = unmark(row["text"].strip())
    described = row.get("events") or {}
    if odd := [key for key in described if not isinstance(key, str)]:
        raise MarkedError(
            f"keys of events must be words, and YAML reads no, yes and numbers otherwise: {odd}"
        )
    if stray := set(triggers) ^ set(described):
        raise MarkedError(f"marked but not described, or the reverse: {sorted(stray)}")
    sentences = sentence_spans(text)
    return text, [_event(event, triggers[key], sentences, text) for key, event in described.items()]


def unmark(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The text without its marks, and the spans in it by key.

    >>> unmark("He {go|left} and {go|went}.")
    ('He left and went.', {'go': [(3, 7), (12, 16)]})
    """
    plain, length, after = [], 0, 0
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for mark in _MARK.finditer(marked):
        before, words = marked[after : mark.start()], mark[2]
        start = length + len(before)
        spans[mark[1]].append((start, start + len(words)))
        plain += [before, words]
        length, after = start + len(words), mark.end()
    return "".join([*plain, marked[after:]]), dict(spans)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences by punctuation; one that ends in an abbreviation runs on.

    >>> [text[a:b] for text in ["Gen. Haftar left. He is back."] for a, b in sentence_spans(text)]
    ['Gen. Haftar left.', 'He is back.']
    """
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        if (
            spans
            and _ABBREVIATION.search(text[slice(*spans[-1])])
            and "\n" not in text[spans[-1][1] : match.start()]
        ):
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    return spans


def _event(
    event: dict[str, Any], spans: list[tuple[int, int]], sentences: list[tuple[int, int]], text: str
) -> dict[str, Any]:
    kind, status = event.get("type"), event.get("status", "happened")
    actors = event.get("actors") or []
    if kind not in TYPES or status not in _STATUSES:
        raise MarkedError(f"no such type or status: {kind}, {status}")
    if unknown := set(event) - _FIELDS:
        raise MarkedError(f"no such fields: {sorted(unknown)}")
    for actor in actors:
        if actor.get("role") not in _ROLES or not actor.get("name") or actor["name"] not in text:
            raise MarkedError(f"actor {actor} needs a role and a name that stands in the text")
    return {
        "type": kind,
        "status": status,
        "actors": [{"aliases": [], **actor} for actor in actors],
        "date": _days(event.get("date")),
        "location": event.get("location"),
        "killed": event.get("killed"),
        "injured": event.get("injured"),
        "optional": event.get("optional", False),
        "mentions": [_mention(span, sentences, text) for span in spans],
    }


def _days(value: Any) -> dict[str, str] | None:
    if value is None:
        return None
    first, _, last = str(value).partition("/")
    try:
        date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise MarkedError(f"{value} is no day, nor two with a slash between") from None
    return {"start": first, "end": last or first}


def _mention(span: tuple[int, int], sentences: list[tuple[int, int]], text: str) -> dict[str, Any]:
    start, end = span
    try:
        first, last = next(s for s in sentences if s[0] <= start and end <= s[1])
    except StopIteration:
        raise MarkedError(f"{text[start:end]!r} lies in no sentence that ends in a full stop") from None
    return {"trigger": text[start:end], "start": start, "end": end, "sent_start": first, "sent_end": last}


def main(paths: Sequence[str]) -> None:
    for path in paths:
        rows = articles(Path(path))
        types = Counter(event["type"] for row in rows for event in row["events"])
        words = sum(len(row["text"].split()) for row in rows)
        print(f"{path}: {len(rows)} articles, {words} words, {sum(types.values())} events")
        print("  " + "  ".join(f"{kind} {count}" for kind, count in types.most_common()))


if __name__ == "__main__":
    main(sys.argv[1:])
