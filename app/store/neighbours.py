"""Which events may tell of the same happenings as an article's reports, found and locked before anything is moved."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, bindparam, literal, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.merging.likeness import Weights, likeness
from app.merging.records import Account
from app.models import Report
from app.models.columns import TextList
from app.store.accounts import stored_accounts
from app.store.attachments import lock_events
from app.store.blocks import searched

LOOKED_AT = 60  # stored reports that one account is compared with, those that share most words first
_SHARE = 0.5  # of the odds from which an editor is asked: whole groups are compared after this
_MOST_WORDS = text(
    "cardinality(array(select unnest(reports.words) intersect select unnest(:words))) desc"
).bindparams(bindparam("words", type_=TextList))


async def lock_neighbours(
    session: AsyncSession,
    article_id: UUID,
    accounts: Sequence[Account],
    weights: Weights,
    copies: Collection[UUID] = (),
) -> set[UUID]:
    """The events of the article's own reports, of its ``copies`` and of reports like ``accounts``, locked.

    Looks again once they are locked, until there is nothing new: an editor may have moved reports meanwhile.
    """
    locked: set[UUID] = set()
    while True:
        own = select(col(Report.event_id)).where(col(Report.article_id).in_([article_id, *copies]))
        found = set(await session.scalars(own)) | await like(session, accounts, weights, article_id)
        if found <= locked:
            return locked
        await lock_events(session, found - locked)
        locked |= found


async def like(
    session: AsyncSession, accounts: Sequence[Account], weights: Weights, article_id: UUID
) -> set[UUID]:
    """The events that have a report which may tell of the happening of one of ``accounts``."""
    least = weights.suggest * _SHARE
    near: dict[UUID, list[UUID]] = {
        account.report_id: await _nearest(session, account, article_id) for account in accounts
    }
    ids = sorted({id_ for found in near.values() for id_ in found})
    stored = (
        {s.account.report_id: s for s in await stored_accounts(session, col(Report.id).in_(ids))}
        if ids
        else {}
    )
    return {
        stored[id_].event_id
        for account in accounts
        for id_ in near[account.report_id]
        if id_ in stored and likeness(account, stored[id_].account, weights).odds >= least
    }


async def _nearest(session: AsyncSession, account: Account, article_id: UUID) -> list[UUID]:
    blocks = literal(searched([account]), ARRAY(BigInteger))
    query = (
        select(col(Report.id))
        .where(col(Report.blocks).op("&&")(blocks), col(Report.article_id) != article_id)
        .order_by(_MOST_WORDS.bindparams(words=sorted(account.words)), col(Report.id))
        .limit(LOOKED_AT)
    )
    return list(await session.scalars(query))
