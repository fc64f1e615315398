"""Which events may tell of the same happenings as an article's reports, found and locked before anything is moved."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Integer, Select, bindparam, literal, or_, select, text, union_all
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


async def lock_neighbours(
    session: AsyncSession,
    article_id: UUID,
    accounts: Sequence[Account],
    weights: Weights,
    copies: Collection[UUID] = (),
) -> set[UUID]:
    """The events of the article's own reports, of its ``copies`` and of reports like ``accounts``, locked.

    Looks again where those reports are once the events are locked, until there is nothing new: an editor may have
    moved them meanwhile. No machine can have added any, as the blocks are locked.
    """
    alike = await like(session, accounts, weights, article_id)
    told = or_(col(Report.article_id).in_([article_id, *copies]), col(Report.id).in_(alike))
    locked: set[UUID] = set()
    while True:
        found = set(await session.scalars(select(col(Report.event_id)).where(told)))
        if found <= locked:
            return locked
        await lock_events(session, found - locked)
        locked |= found


async def like(
    session: AsyncSession, accounts: Sequence[Account], weights: Weights, article_id: UUID
) -> set[UUID]:
    """The reports of other articles that may tell of the happening of one of ``accounts``."""
    if not accounts:
        return set()
    least = weights.suggest * _SHARE
    nearest = union_all(*(_nearest(number, account, article_id) for number, account in enumerate(accounts)))
    near = [(number, id_) for number, id_ in await session.execute(nearest)]
    ids = sorted({id_ for _, id_ in near})
    found = await stored_accounts(session, col(Report.id).in_(ids)) if ids else []
    stored = {one.account.report_id: one.account for one in found}
    return {id_ for number, id_ in near if likeness(accounts[number], stored[id_], weights).odds >= least}


def _nearest(number: int, account: Account, article_id: UUID) -> Select[Any]:
    """Ids of reports, each with the account's ``number``."""
    blocks = literal(searched([account]), ARRAY(BigInteger))
    words = bindparam("words", sorted(account.words), type_=TextList, unique=True)
    shared = text("cardinality(array(select unnest(reports.words) intersect select unnest(:words))) desc")
    found = (
        select(literal(number, Integer).label("number"), col(Report.id))
        .where(col(Report.blocks).op("&&")(blocks), col(Report.article_id) != article_id)
        .order_by(shared.bindparams(words), col(Report.id))
        .limit(LOOKED_AT)
    )
    return select(found.subquery())
