"""Turn the marked-up articles of source.yaml into articles.jsonl with exact offsets.

    python -m tests.gold.build

In the text ``{key|words}`` marks the trigger ``words`` as a mention of the event ``key``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SOURCE = HERE / "source.yaml"
ARTICLES = HERE / "articles.jsonl"

_MARK = re.compile(r"\{(\w+)\|([^{}]+)\}")
# good enough for these texts, which have neither "Mr." nor a quotation that ends inside a sentence
_SENTENCE = re.compile(r"\S[^\n]*?[.!?](?=\s+[A-Z]|\s*$)", re.MULTILINE)


def articles() -> list[dict[str, Any]]:
    """Every article of the source, in the form of the gold files."""
    return [_article(row) for row in yaml.safe_load(SOURCE.read_text(encoding="utf-8"))]


def _article(row: dict[str, Any]) -> dict[str, Any]:
    text, triggers = unmark(row["text"].strip())
    if stray := set(triggers) ^ set(row["events"]):
        raise ValueError(f"{row['id']}: marked but not described, or the reverse: {sorted(stray)}")
    sentences = [match.span() for match in _SENTENCE.finditer(text)]
    events = [_event(event, triggers[key], sentences, text) for key, event in row["events"].items()]
    return {
        "id": row["id"],
        "source": "Dateline",
        "license": "Apache-2.0",
        "url": None,
        "title": row["title"],
        "published_at": row["published_at"],
        "text": text,
        "events": events,
    }


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


def _event(
    event: dict[str, Any], spans: list[tuple[int, int]], sentences: list[tuple[int, int]], text: str
) -> dict[str, Any]:
    return {
        "type": event["type"],
        "status": event.get("status", "happened"),
        "actors": [{"aliases": [], **actor} for actor in event["actors"]],
        "date": _days(event["date"]),
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
    return {"start": first, "end": last or first}


def _mention(span: tuple[int, int], sentences: list[tuple[int, int]], text: str) -> dict[str, Any]:
    start, end = span
    first, last = next(s for s in sentences if s[0] <= start and end <= s[1])
    return {"trigger": text[start:end], "start": start, "end": end, "sent_start": first, "sent_end": last}


def write() -> None:
    lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in articles())
    ARTICLES.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write()
