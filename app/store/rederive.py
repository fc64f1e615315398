"""The one place where events are written: their values follow from their reports and their editors' decisions."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What brought a change about: an article that was read or taken back, or an editor's decision."""

    article_id: UUID | None = None
    author: str | None = None
    reason: str | None = None
    decision_id: UUID | None = None


async def rederive(session: AsyncSession, event_ids: Collection[UUID], cause: Cause) -> None:
    """Bring ``event_ids`` in line with the reports attached to them and the decisions about them.

    Whoever changes attachments (``reports.event_id``) or decisions calls this once with every event that lost or
    gained something, new ids among them, after `lock_events`. Events that differ from their last version get a row,
    a version and a change; what happened follows from where their reports are now:

    * an id that had no version: created, or split if its reports come from other events of the call;
    * no report any more: merged, with a redirect, if its last reports are in other events; else deleted, unless an
      editor has verified it;
    * anything else: updated.
    """
    raise NotImplementedError
