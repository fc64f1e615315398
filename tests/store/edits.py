"""Editors at work: events to decide about, and what the machine does afterwards."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Event, Report
from app.store.articles import correct
from app.store.editing import Signature
from app.store.reports import save_extraction
from tests.store.build import extraction, mention, sent
from tests.store.happenings import Told
from tests.store.test_one_event import put


def by(reason: str = "known better", author: str = "ed") -> Signature:
    """A signature of this moment."""
    return Signature(author=author, reason=reason)


async def told(session: AsyncSession, *arrivals: Told) -> list[UUID]:
    """Store articles; the events that they are in now."""
    for one in arrivals:
        await put(session, one)
    await session.commit()
    return [await home(session, one.name) for one in arrivals]


async def home(session: AsyncSession, name: str) -> UUID:
    """The event of the article with this external id."""
    query = text(
        "select r.event_id from reports r join articles a on a.id = r.article_id where a.external_id = :name"
    )
    found: UUID = (await session.execute(query, {"name": name})).scalar_one()
    return found


async def report_of(session: AsyncSession, name: str) -> UUID:
    query = text(
        "select r.id from reports r join articles a on a.id = r.article_id where a.external_id = :name"
    )
    found: UUID = (await session.execute(query, {"name": name})).scalar_one()
    return found


async def article_of(session: AsyncSession, name: str) -> UUID:
    query = text("select id from articles where external_id = :name")
    found: UUID = (await session.execute(query, {"name": name})).scalar_one()
    return found


async def read_again(session: AsyncSession, one: Told, **fields: Any) -> None:
    """The same text, read by a pipeline that sees it otherwise."""
    report = replace(one.report, **({"summary": "Read anew", "confidence": 0.5} | fields))
    article_id = await article_of(session, one.name)
    version = await session.scalar(select(Report.version).where(Report.article_id == article_id))
    done = await save_extraction(
        session, article_id=article_id, version=version or 1, extraction=extraction(report)
    )
    assert done
    await session.commit()


async def correction(session: AsyncSession, one: Told, **fields: Any) -> None:
    """A new text of the article, in which everything has moved."""
    body = f"Correction: an earlier version gave wrong figures. {one.text}"
    values = {"mentions": (mention("missile", body),), "summary": "Corrected"}
    report = replace(one.report, **(values | fields))
    article_id = await article_of(session, one.name)
    accepted = await correct(session, article_id, sent(url=None, **(one.fields | {"text": body})))
    done = await save_extraction(
        session, article_id=article_id, version=accepted.version.version, extraction=extraction(report)
    )
    assert done
    await session.commit()


async def event_of(session: AsyncSession, event_id: UUID) -> Event:
    """The event as it is in the table now."""
    query = select(Event).where(Event.id == event_id).execution_options(populate_existing=True)
    return (await session.scalars(query)).one()


async def stored(session: AsyncSession) -> dict[str, Any]:
    """Everything that readers see: events with who is in them and where merged ids lead."""
    queries = {
        "events": "select to_jsonb(e) - array['version', 'updated_at', 'search', 'written_in'] "
        "from events e order by id",
        "actors": "select to_jsonb(a) from event_actors a order by event_id, actor_id, role",
        "reports": "select jsonb_build_array(id, event_id, pinned) from reports order by id",
        "redirects": "select jsonb_build_array(old_id, new_id) from event_redirects order by old_id",
        "suggestions": "select to_jsonb(s) - array['id', 'created_at'] from suggestions s "
        "order by kind, event_id, other_event_id",
    }
    return {name: list(await session.scalars(text(query))) for name, query in queries.items()}
