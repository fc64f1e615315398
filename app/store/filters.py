"""The one builder of SQL from the one filter over events."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, cast

from app.models.columns import TextList
from app.schemas.filters import EventFilter
from app.store.asof import PRESENT, Rows
from app.store.names import Names
from app.store.where.actors import actors
from app.store.where.places import box, circle, places
from app.store.where.times import days, ingested, published
from app.store.where.words import words


def conditions(wanted: EventFilter, names: Names, rows: Rows = PRESENT) -> list[ColumnElement[bool]]:
    """What must hold for one of ``rows`` that ``wanted`` means, where ``names`` are the ids of all that it names; empty
    if all are meant."""
    of = rows.row
    return [
        *words(of, wanted.q),
        *_one_of(of.type, wanted.type),
        *_one_of(of.family, wanted.family),
        *_one_of(of.country, wanted.country),
        *_one_of(of.status, wanted.status),
        *actors(of, wanted, names, past=rows.past),
        *places(of, wanted.place, names.places),
        *box(of, wanted.bbox),
        *circle(of, wanted.near),
        *days(of, wanted),
        *published(of, wanted, past=rows.past),
        *ingested(of, wanted),
        *_sources(of, wanted),
        *([] if wanted.min_confidence is None else [of.confidence >= wanted.min_confidence]),
        *([] if wanted.verified is None else [(of.review == "verified").is_(wanted.verified)]),
    ]


def listed(rows: Rows = PRESENT) -> list[ColumnElement[bool]]:
    """What must hold for one of ``rows`` to be in lists at all: what an editor rejected is found by its id alone."""
    return [*rows.held, rows.row.review != "rejected"]


def _one_of(of: Any, values: list[Any]) -> Iterable[ColumnElement[bool]]:
    if values:
        yield of.in_(values)


def _sources(of: Any, wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.source:
        yield of.sources.op("&&")(cast(sorted({source.casefold() for source in wanted.source}), TextList))
    if wanted.min_sources is not None:
        yield of.source_count >= wanted.min_sources
