"""Figures as Markdown, to be read on a terminal and put into docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.queries.results import Answered, Load, Size


def report(sizes: Sequence[Size]) -> str:
    parts = [part for size in sizes for part in (_questions(size), _crowds(size))]
    return "\n\n".join([*parts, _growth(sizes)]) + "\n"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _questions(size: Size) -> str:
    head = (
        "question",
        "aim",
        "SQL p50 / p95",
        "statements",
        "HTTP p50 / p95",
        "Datasette p50 / p95",
        "ratio",
    )
    loaded = f", loaded in {size.load_seconds / 60:.1f} min" if size.load_seconds else ""
    stored = f"{size.postgres_bytes / 2**30:.1f} GiB in Postgres"
    title = f"### {size.events:,} events: {stored}{loaded}\n\nMilliseconds, one client, warm.\n\n"
    return title + _table(head, (_row(one) for one in size.answers))


def _row(one: Answered) -> Sequence[str]:
    aim = f"{one.aim[0]:g} / {one.aim[1]:g}{'' if one.met else ', missed'}" if one.aim else ""
    theirs = f"{one.datasette.p50:.1f} / {one.datasette.p95:.1f}" if one.datasette else "no such question"
    return (
        *(one.name, aim, f"{one.sql.p50:.1f} / {one.sql.p95:.1f}", f"{one.statements:.1f}"),
        *(f"{one.http.p50:.1f} / {one.http.p95:.1f}", theirs, f"{one.ratio:.1f}" if one.ratio else ""),
    )


def _crowds(size: Size) -> str:
    head = (f"32 clients, {size.events:,} events", "answers a second", "p50", "p95", "answers", "errors")
    rows = (_crowd(name, load) for name, load in size.crowds.items())
    return _table(head, rows)


def _crowd(name: str, load: Load) -> Sequence[str]:
    error = f": {load.first_error}" if load.first_error else ""
    times = (f"{load.p50:.0f} ms", f"{load.p95:.0f} ms")
    return name, f"{load.rate:.0f}", *times, str(load.answers), f"{load.errors}{error}"


def _growth(sizes: Sequence[Size]) -> str:
    head = ("SQL p50 / p95 in ms", *(f"{size.events:,} events" for size in sizes))
    by_name = [{one.name: one for one in size.answers} for size in sizes]
    rows = (
        (one.name, *(f"{found[one.name].sql.p50:.1f} / {found[one.name].sql.p95:.1f}" for found in by_name))
        for one in sizes[-1].answers
    )
    return "### How it grows\n\n" + _table(head, rows)
