"""Many events with their reports, stored fast: articles and reports by COPY, events derived from them by the store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Settings
from app.db import create_engine, plain_dsn, session_maker
from app.merging.account import OPENING, account_of
from app.merging.shingles import BANDS
from app.merging.words import content_words
from app.models import new_id, now
from app.store.actors import record_actors, record_places
from app.store.rederive import Cause, rederive
from app.store.rows import mention_rows, report_actor_rows, report_row
from benchmarks.happenings import Told, article, happening, tellers

PIECE = 250  # events that are made, written and committed together
Rows = dict[str, list[dict[str, Any]]]
_JSON = ("claim_chain", "quotes")


def store(url: str, numbers: range) -> int:
    """Store the events of ``numbers``; returns how many reports they have."""
    return asyncio.run(_store(url, numbers))


async def settle(url: str) -> None:
    """What Postgres does by itself in the hours that a real archive takes to grow."""
    connection = await asyncpg.connect(plain_dsn(url))
    await connection.execute("vacuum analyze")
    await connection.execute("checkpoint")
    await connection.close()


def settings(url: str) -> Settings:
    return Settings(database_url=url, statement_timeout_seconds=0)


async def _store(url: str, numbers: range) -> int:
    engine = create_engine(url, settings(url), name="benchmark")
    reports = 0
    async with session_maker(engine)() as session:
        for first in range(numbers.start, numbers.stop, PIECE):
            reports += await _piece(session, range(first, min(first + PIECE, numbers.stop)))
            await session.commit()
            session.expunge_all()
    await engine.dispose()
    return reports


async def _piece(session: AsyncSession, numbers: range) -> int:
    rows: Rows = {}
    events: list[UUID] = []
    told_all = []
    for number in numbers:
        event_id = new_id()
        events.append(event_id)
        for teller in range(tellers(number)):
            told = article([happening(number)], f"{number}-{teller}")
            told_all.append(told)
            _add(rows, told, event_id)
    reports = [report for told in told_all for report in told.extraction.reports]
    await record_actors(session, reports)
    await record_places(session, reports)
    for table, found in rows.items():
        await _copy(session, table, found)
    await rederive(session, events, Cause())
    return len(reports)


def _add(rows: Rows, told: Told, event_id: UUID) -> None:
    sent, article_id = told.sent, new_id()
    (report,) = told.extraction.reports
    at = sent.published_at
    account = account_of(
        report,
        report_id=new_id(),
        article_id=article_id,
        published=at.at,
        text=sent.text,
        title=sent.title,
        source=sent.source,
    )
    of_article = {"article_id": article_id, "version": 1}
    moments = {"received_at": at.at, "extracted_at": at.at}
    version = {
        **{"id": new_id(), **of_article, "title": sent.title, "text": sent.text, "source": sent.source},
        **{"published_at": at.at, "published_day": at.day, "published_precision": at.precision, **moments},
        "content_hash": sent.url,
        "context": sorted(content_words(sent.title or "", sent.text[:OPENING])),
    }
    own = {"id": account.report_id, "event_id": event_id, "position": 0, "pinned": False, **of_article}
    made: Sequence[tuple[str, Sequence[dict[str, Any]]]] = (
        ("articles", [_article(article_id, sent.url or "", at.at)]),
        ("article_versions", [version]),
        ("article_bands", list(_bands(article_id))),
        ("reports", [own | {"published_at": at.at} | report_row(report, account, sent.text)]),
        ("mentions", mention_rows(account.report_id, report)),
        ("report_actors", report_actor_rows(account.report_id, report)),
    )
    for table, found in made:
        rows.setdefault(table, []).extend(found)


def _article(id_: UUID, url: str, at: Any) -> dict[str, Any]:
    return {
        **{"id": id_, "url": url, "canonical_url": url, "version": 1, "state": "done", "attempts": 1},
        **{"ingested_at": at, "updated_at": now()},
    }


def _bands(article_id: UUID) -> Iterator[dict[str, Any]]:
    """Numbers that no text has: these articles are nobody's copies, and their signatures take long to make."""
    chance = Random(article_id.int)
    for band in range(BANDS):
        yield {"band": band, "hash": chance.getrandbits(63), "article_id": article_id}


async def _copy(session: AsyncSession, table: str, rows: Sequence[dict[str, Any]]) -> None:
    columns = list(rows[0])
    records = [tuple("[]" if name in _JSON else row[name] for name in columns) for row in rows]
    raw = await (await session.connection()).get_raw_connection()
    await raw.driver_connection.copy_records_to_table(table, records=records, columns=columns)  # type: ignore[union-attr]
