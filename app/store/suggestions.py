"""What the machine asks editors to look at: likely duplicates, contradictions, low confidence."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, or_, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Suggestion, new_id, now

UNSURE = 0.35  # confidence under which an event that nobody reviewed is shown to an editor
_SUBJECT: list[Any] = ["kind", "event_id", text("coalesce(other_event_id, event_id)")]


async def review(session: AsyncSession, events: Mapping[UUID, Mapping[str, Any] | None]) -> None:
    """Bring what is asked about single ``events`` up to date; None is an event that is gone, and asks nothing."""
    gone = [id_ for id_, values in events.items() if values is None]
    await session.execute(
        delete(Suggestion).where(
            or_(col(Suggestion.event_id).in_(gone), col(Suggestion.other_event_id).in_(gone)),
            col(Suggestion.state) == "open",
        )
    )
    rows = [row for id_, values in events.items() if values is not None for row in _asked(id_, values)]
    wanted = {(row["kind"], row["event_id"]) for row in rows}
    for kind in ("contradiction", "low_confidence"):
        done = [id_ for id_ in events if (kind, id_) not in wanted]
        await session.execute(
            delete(Suggestion).where(
                col(Suggestion.event_id).in_(done),
                col(Suggestion.kind) == kind,
                col(Suggestion.state) == "open",
            )
        )
    await _ask(session, rows)


def _asked(id_: UUID, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """An editor who verified or rejected an event, or set the field, has answered."""
    if values["review"] != "none":
        return []
    open_ = {field: sides for field, sides in values["differences"].items() if field not in values["edited"]}
    found = []
    if open_:
        found.append(_row("contradiction", id_, None, 0.0, {"differences": open_}))
    if values["confidence"] < UNSURE and not values["edited"]:
        found.append(_row("low_confidence", id_, None, values["confidence"], {}))
    return found


async def suggest_duplicates(
    session: AsyncSession,
    among: Collection[UUID],
    pairs: Mapping[tuple[UUID, UUID], tuple[float, Mapping[str, float]]],
) -> None:
    """Ask about ``pairs`` of events, each with its odds and what speaks for them, and no more about other pairs
    within ``among``. What an editor has answered stays answered."""
    rows = [
        _row("duplicate", min(pair), max(pair), odds, {"parts": dict(why)})
        for pair, (odds, why) in sorted(pairs.items())
    ]
    asked = [
        and_(
            col(Suggestion.event_id) == row["event_id"],
            col(Suggestion.other_event_id) == row["other_event_id"],
        )
        for row in rows
    ]
    stale = delete(Suggestion).where(
        col(Suggestion.kind) == "duplicate",
        col(Suggestion.state) == "open",
        col(Suggestion.event_id).in_(among),
        col(Suggestion.other_event_id).in_(among),
    )
    await session.execute(stale.where(~or_(*asked)) if asked else stale)
    await _ask(session, rows)


def _row(kind: str, event_id: UUID, other: UUID | None, score: float, why: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "kind": kind,
        "event_id": event_id,
        "other_event_id": other,
        "score": score,
        "why": why,
        "state": "open",
        "created_at": now(),
    }


async def _ask(session: AsyncSession, rows: list[dict[str, Any]]) -> None:
    if rows:
        statement = insert(Suggestion)
        fresh = {name: statement.excluded[name] for name in ("score", "why")}
        statement = statement.on_conflict_do_update(
            index_elements=_SUBJECT, set_=fresh, where=col(Suggestion.state) == "open"
        )
        await session.execute(statement, rows)


async def dismiss_pairs(
    session: AsyncSession,
    event_id: UUID,
    others: Collection[UUID],
    *,
    author: str,
    reason: str,
    at: datetime,
) -> None:
    """An editor keeps ``event_id`` apart from ``others``: whether they are one is asked no more."""
    pairs = [
        and_(
            col(Suggestion.event_id) == min(event_id, other),
            col(Suggestion.other_event_id) == max(event_id, other),
        )
        for other in others
    ]
    asked = update(Suggestion).where(
        col(Suggestion.kind) == "duplicate", col(Suggestion.state) == "open", or_(*pairs)
    )
    await session.execute(asked.values(state="dismissed", author=author, reason=reason, decided_at=at))


async def ask_again(session: AsyncSession, at: datetime, author: str, event_ids: Collection[UUID]) -> None:
    """Open what ``author`` answered at that moment: the decision that came of it is undone."""
    answered = update(Suggestion).where(
        col(Suggestion.decided_at) == at,
        col(Suggestion.author) == author,
        or_(col(Suggestion.event_id).in_(event_ids), col(Suggestion.other_event_id).in_(event_ids)),
    )
    await session.execute(answered.values(state="open", author=None, reason=None, decided_at=None))
