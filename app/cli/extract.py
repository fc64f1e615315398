"""``dateline extract``"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

import typer

from app.api.faults import InvalidFields, validate
from app.cli.common import opened
from app.cli.ordered import Read, print_in_order
from app.cli.readable import print_reports
from app.cli.texts import NeedsDay, is_lines, read_text
from app.config import Settings
from app.errors import DatelineError
from app.extract.records import Extraction
from app.pool import ExtractionPool
from app.schemas.articles import ExtractIn
from app.schemas.explanations import ExplanationOut
from app.schemas.layers import LayersIn, as_json
from app.schemas.limits import Limits
from app.schemas.reports import ReportOut

LAYERS = ("times", "places")


class Unreadable(DatelineError):
    """{reason}"""


class UnknownLayer(DatelineError):
    """{name} is no layer; give --layers one or both of times and places, with a comma between."""


def command(
    file: Annotated[str, typer.Argument(help="JSONL or the text of one article; - is standard input.")],
    published_at: Annotated[str | None, typer.Option(help="When the text came out: a day or a time.")] = None,
    title: Annotated[str | None, typer.Option(help="The text's headline.")] = None,
    layers: Annotated[
        str | None,
        typer.Option(help="Print times (TIMEX3), places (GeoNames) or both, times,places, and no reports."),
    ] = None,
    json_wanted: Annotated[bool, typer.Option("--json", help="JSON for a text too, not words.")] = False,
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
    named = _layers_named(layers)
    read: Read = partial(_layers, settings, named) if named else partial(_reports, settings, explain)
    with opened(file) as lines:
        if is_lines(file, lines):
            raise typer.Exit(asyncio.run(print_in_order(settings, lines, read)))
        if published_at is None and named != ("places",):
            raise NeedsDay(name="Standard input" if file == "-" else file)
        text = read_text(file, lines)
    fields = {"text": text, "title": title} | ({"published_at": published_at} if published_at else {})
    if named:
        print(_json(asyncio.run(_one(settings, read, fields))))
    else:
        _print_one(settings, fields, explain, json_wanted)


def _layers_named(layers: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in layers.split(",")) if layers is not None else ()
    for name in names:
        if name not in LAYERS:
            raise UnknownLayer(name=repr(name))
    return names


def _print_one(settings: Settings, fields: Mapping[str, Any], explain: bool, json_wanted: bool) -> None:
    sent = _checked(settings, ExtractIn, fields)
    found = asyncio.run(_extract_one(settings, sent, explain))
    if json_wanted:
        print(_json({**_answered(found), "language": found.language}))
    else:
        print_reports(sent.text, found)


def _checked(settings: Settings, model: type[ExtractIn], fields: Mapping[str, Any]) -> ExtractIn:
    """What is known of ``fields``: a line as `dateline ingest` takes it may say more, and that is not for us."""
    known = {name: value for name, value in fields.items() if name in model.model_fields}
    try:
        return validate(model, known, Limits.of(settings))  # type: ignore[no-any-return]
    except InvalidFields as error:
        raise Unreadable(reason=error) from error


async def _extract_one(settings: Settings, sent: ExtractIn, explain: bool) -> Extraction:
    async with ExtractionPool(settings, 1) as pool:
        return await pool.extract(sent.text, sent.published_at.day, sent.title, explain)


async def _one(settings: Settings, read: Read, fields: Mapping[str, Any]) -> dict[str, Any]:
    async with ExtractionPool(settings, 1) as pool:
        return await read(pool, fields)


async def _reports(
    settings: Settings, explain: bool, pool: ExtractionPool, fields: Mapping[str, Any]
) -> dict[str, Any]:
    sent = _checked(settings, ExtractIn, fields)
    return _answered(await pool.extract(sent.text, sent.published_at.day, sent.title, explain))


async def _layers(
    settings: Settings, named: tuple[str, ...], pool: ExtractionPool, fields: Mapping[str, Any]
) -> dict[str, Any]:
    sent = _checked(settings, LayersIn, fields)
    published = sent.published_at.day if sent.published_at else None
    return as_json(await pool.layers(sent.text, published, sent.title), named)


def _answered(found: Extraction) -> dict[str, Any]:
    """The reports, and the explanation where one was asked for."""
    reports = [ReportOut.from_record(report).model_dump(mode="json") for report in found.reports]
    if found.explanation is None:
        return {"reports": reports}
    why = ExplanationOut.from_record(found.explanation).model_dump(mode="json")
    return {"reports": reports, "explanation": why}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
