"""``dateline extract``"""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections import deque
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from app.api.faults import InvalidFields, validate
from app.api.lines import Line, batches
from app.cli.common import opened
from app.cli.readable import print_reports
from app.cli.texts import NeedsDay, as_object, chunks, is_lines, read_text, whole
from app.config import Settings
from app.errors import DatelineError
from app.extract.records import Extraction
from app.pool import ExtractionPool
from app.schemas.articles import ExtractIn
from app.schemas.explanations import ExplanationOut
from app.schemas.limits import Limits
from app.schemas.reports import ReportOut


class Unreadable(DatelineError):
    """{reason}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is printed for one line: JSON, or what is wrong with the line."""

    json: str | None = None
    wrong: str | None = None


def command(
    file: Annotated[str, typer.Argument(help="JSONL or the text of one article; - is standard input.")],
    published_at: Annotated[str | None, typer.Option(help="When the text came out: a day or a time.")] = None,
    title: Annotated[str | None, typer.Option(help="The text's headline.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON for a text too, not words.")] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say where every value comes from and why other words gave none."),
    ] = False,
) -> None:
    """Read articles and print their reports; nothing is stored and no database is needed.

    JSONL of {id, text, published_at} becomes JSONL of {id, reports}, in the same order. Ends with 1 if a line
    could not be read.
    """
    settings = Settings()
    with opened(file) as lines:
        if is_lines(file, lines):
            raise typer.Exit(asyncio.run(_extract_lines(settings, lines, explain)))
        if published_at is None:
            raise NeedsDay(name="Standard input" if file == "-" else file)
        fields = {"text": read_text(file, lines), "published_at": published_at, "title": title}
    sent = _checked(settings, fields)
    found = asyncio.run(_extract_one(settings, sent, explain))
    if as_json:
        print(_json({**_answered(found), "language": found.language}))
    else:
        print_reports(sent.text, found)


def _checked(settings: Settings, fields: dict[str, Any]) -> ExtractIn:
    try:
        return validate(ExtractIn, fields, Limits.of(settings))  # type: ignore[no-any-return]
    except InvalidFields as error:
        raise Unreadable(reason=error) from error


async def _extract_one(settings: Settings, sent: ExtractIn, explain: bool) -> Extraction:
    async with ExtractionPool(settings, 1) as pool:
        return await pool.extract(sent.text, sent.published_at.day, sent.title, explain)


async def _extract_lines(settings: Settings, file: io.BufferedReader, explain: bool) -> int:
    """Read lines in as many processes as the settings say, print them in order; 1 if one was wrong."""
    processes = settings.worker_processes
    wrong = 0
    async with ExtractionPool(settings, processes) as pool:
        await pool.warm()
        # A few lines ahead of the one whose turn it is to be printed, and no more: the input may be endless.
        running: deque[asyncio.Task[Answer]] = deque()
        async for batch in batches(chunks(file, lambda _: None), settings.body_limit_bytes, processes):
            for line in batch:
                running.append(asyncio.create_task(_answer(settings, pool, line, explain)))
                if len(running) > 2 * processes:
                    wrong += _print(await running.popleft())
        while running:
            wrong += _print(await running.popleft())
    return int(wrong > 0)


async def _answer(settings: Settings, pool: ExtractionPool, line: Line, explain: bool) -> Answer:
    try:
        fields = dict(as_object(whole(line, settings.body_limit_bytes)))
        id_ = fields.pop("id", None)
        # A line as `dateline ingest` takes it may say more than the text; that is not for us.
        known = {name: value for name, value in fields.items() if name in ExtractIn.model_fields}
        sent = _checked(settings, known)
        found = await pool.extract(sent.text, sent.published_at.day, sent.title, explain)
    except DatelineError as error:
        return Answer(wrong=f"line {line.number}: {error}")
    return Answer(json=_json({"id": id_, **_answered(found)}))


def _print(answer: Answer) -> bool:
    """Print the answer; True if it tells of an error."""
    print(answer.wrong or answer.json, file=sys.stderr if answer.wrong else sys.stdout, flush=True)
    return answer.wrong is not None


def _answered(found: Extraction) -> dict[str, Any]:
    """The reports, and the explanation where one was asked for."""
    reports = [ReportOut.from_record(report).model_dump(mode="json") for report in found.reports]
    if found.explanation is None:
        return {"reports": reports}
    why = ExplanationOut.from_record(found.explanation).model_dump(mode="json")
    return {"reports": reports, "explanation": why}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
