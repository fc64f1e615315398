"""Where reports of the same happening are looked for, and the locks that let two writers see each other.

A block is a kind of act in some days with one party or country: two reports that may tell of one happening share one.
A writer locks the blocks it searches before it searches, so that of two that store the same happening at once the
later finds what the earlier wrote; writers of other blocks pass by. There is no lock that all share.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from sqlalchemy import ARRAY, BigInteger, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.extract.taxonomy import TYPES
from app.merging.features import confusable
from app.merging.records import Account

REACH = timedelta(days=8)  # days that two accounts of one happening may lie apart
_WIDTH = 8  # days of a block
_WIDE = timedelta(days=62)  # what spans more ("in 2018") meets only what spans just the same days
_AHEAD = timedelta(days=40)  # how long a plan without a day waits for its event

# The numbers come sorted, and are locked in that order: two writers cannot wait for each other in a circle.
_LOCK = text("select pg_advisory_xact_lock(block) from unnest(:blocks) block").bindparams(
    bindparam("blocks", type_=ARRAY(BigInteger))
)


def blocks_of(account: Account) -> list[int]:
    """The blocks that the account is found in."""
    return _blocks(account, timedelta(0))


def searched(accounts: Iterable[Account]) -> list[int]:
    """The blocks in which others that may tell of the same happenings are found."""
    return sorted({block for account in accounts for block in _blocks(account, REACH)})


async def lock_blocks(session: AsyncSession, blocks: Iterable[int]) -> None:
    """Keep other writers out of ``blocks`` until the transaction ends."""
    await session.execute(_LOCK, {"blocks": sorted(set(blocks))})


def _blocks(account: Account, reach: timedelta) -> list[int]:
    found = {
        _number(kind, days, key)
        for kind in _kinds(account.type)
        for days in _days(account, reach)
        for key in _keys(account)
    }
    return sorted(found)


@cache
def _kinds(type_: str) -> tuple[str, ...]:
    """The family, and each pair of types that articles confuse across families."""
    pairs = (f"{min(pair)}|{max(pair)}" for pair in confusable() if pair[0] == type_)
    return (TYPES[type_].family, *sorted(pairs))


def _days(account: Account, reach: timedelta) -> Iterator[str]:
    if account.first is None or account.last is None:
        published = account.published.date() if account.published else date.min
        yield from _spans(published, published + _AHEAD * (account.status == "planned"), reach)
    elif account.last - account.first > _WIDE:
        yield f"{account.first}/{account.last}"
    else:
        yield from _spans(account.first, account.last, reach)


def _spans(first: date, last: date, reach: timedelta) -> Iterator[str]:
    begin, end = (first.toordinal() - reach.days) // _WIDTH, (last.toordinal() + reach.days) // _WIDTH
    return (str(number) for number in range(begin, end + 1))


def _keys(account: Account) -> set[str]:
    """Countries of the place and the parties, and parties that belong to none."""
    found = {party.country or party.actor_id for party in account.parties if party.kind != "unnamed"}
    if account.spot and account.spot.country:
        found.add(account.spot.country)
    return found or {"-"}


def _number(*parts: str) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
