"""Reports of one article as a person reads them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from app.cli.whys import report_lines, sentence_lines
from app.extract.explain.records import SentenceWhy
from app.extract.records import Actor, Extraction, Report

_SIDES = {"source": "by", "target": "to", "participant": "with"}


def print_reports(text: str, found: Extraction) -> None:
    """Print ``found`` to standard output, each report with the words that say so."""
    out = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    if not found.reports:
        why = "" if found.language == "en" else f" The text seems to be in {found.language}; English is read."
        out.print(f"No events found.{why}")
    for number, report in enumerate(found.reports, 1):
        status = "" if report.status == "happened" else f", {report.status}"
        out.print(f"[bold]{number}. {report.type}{status}[/bold]  {escape(report.summary)}")
        for name, value in _lines(text, report):
            out.print(f"   [dim]{name:<8}[/dim] {escape(value)}")
        if found.explanation is not None:
            out.print("   [dim]because[/dim]")
            for name, value in report_lines(found.explanation.reports[number - 1]):
                out.print(f"     [dim]{name:<11}[/dim] {escape(value)}")
        out.print()
    if found.explanation is not None:
        _print_sentences(out, text, found.explanation.sentences)


def _print_sentences(out: Console, text: str, sentences: Sequence[SentenceWhy]) -> None:
    """The sentences that gave no report, and the words that fell in the others."""
    if sentences:
        out.print("[bold]What gave no report[/bold]")
    for sentence in sentences:
        words = " ".join(text[sentence.start : sentence.end].split())
        out.print(f"   “{escape(words)}”")
        for value in sentence_lines(sentence):
            out.print(f"     {escape(value)}")


def _lines(text: str, report: Report) -> list[tuple[str, str]]:
    """Names and values worth a line."""
    lines = [("when", _when(report)), ("where", _where(report))]
    lines += [(_SIDES[actor.role], _actor(actor)) for actor in report.actors]
    counts = ((report.killed, "killed"), (report.injured, "injured"))
    lines.append(("toll", ", ".join(f"{n} {what}" for n, what in counts if n is not None)))
    lines.append(("claimed", ", handed on by ".join(link.name for link in report.claim_chain)))
    for mention in report.mentions:
        sentence = " ".join(text[mention.sentence_start : mention.sentence_end].split())
        lines.append(("words", f"“{mention.text}” in “{sentence}”"))
    lines += [("quote", f"{quote.speaker or 'somebody'}: “{quote.text}”") for quote in report.quotes]
    lines.append(("sure", f"{report.confidence:.0%}"))
    return [(name, value) for name, value in lines if value]


def _when(report: Report) -> str:
    if report.date is None:
        return "not known"
    first, last = report.date.first.isoformat(), report.date.last.isoformat()
    days = first if first == last else f"{first} to {last}"
    return f"{days} ({report.date.basis}" + (f", “{report.date.text}”)" if report.date.text else ")")


def _where(report: Report) -> str:
    place = report.location
    if place is None:
        return ""
    named = (
        place.name if place.canonical_name in (None, place.name) else f"{place.name} ({place.canonical_name})"
    )
    return ", ".join(part for part in (named, place.admin1, place.country) if part)


def _actor(actor: Actor) -> str:
    about = ", ".join(part for part in (actor.title, actor.country, actor.sector) if part)
    return f"{actor.name} ({about})" if about else actor.name
