"""Parting a neighbourhood of reports into events anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.merging.homes import homes
from app.merging.likeness import Weights, likeness
from app.merging.partition import Parted, partition
from app.merging.records import Account
from app.merging.voices import moment
from app.models import new_id
from app.store import decisions
from app.store.accounts import Stored, accounts_of_events
from app.store.attachments import attach
from app.store.suggestions import suggest_duplicates

Pair = tuple[UUID, UUID]

_LARGE = 24  # reports of one event that are compared; the others go where these go


async def regroup(session: AsyncSession, event_ids: Collection[UUID], weights: Weights) -> set[UUID]:
    """Part the reports of ``event_ids``, which are locked, into happenings; ids stay where most reports are.

    A report that is new stands in an event of its own until then. Returns the events that lost or gained reports;
    call `rederive` for them.
    """
    events = await accounts_of_events(session, event_ids)
    held = await decisions.held(session, event_ids)
    shown = {id_: _shown(reports) for id_, reports in events.items()}
    accounts = [s.account for reports in shown.values() for s in reports]
    parted = partition(
        accounts,
        weights,
        together=_together(shown, held),
        apart=await _apart(session, shown, held),
        whole=_whole(events, shown),
    )
    now = {s.account.report_id: s.event_id for reports in shown.values() for s in reports}
    pinned = {s.account.report_id for reports in shown.values() for s in reports if s.pinned}
    home = homes(parted.groups, now, pinned, held, new_id)
    touched = await _move(session, events, shown, home)
    by_id = {account.report_id: account for account in accounts}
    await suggest_duplicates(session, {*home.values()}, _doubtful(parted, home, by_id, weights))
    return touched


def _shown(reports: Sequence[Stored]) -> list[Stored]:
    """Of a large event the first and the last published, and whatever an editor put there."""
    if len(reports) <= _LARGE:
        return list(reports)
    ordered = sorted(reports, key=lambda stored: moment(stored.account))
    middle = [stored for stored in ordered[_LARGE // 2 : -_LARGE // 2] if stored.pinned]
    return [*ordered[: _LARGE // 2], *middle[:_LARGE], *ordered[-_LARGE // 2 :]]


def _together(shown: Mapping[UUID, Sequence[Stored]], held: Collection[UUID]) -> Iterator[Pair]:
    """What an editor put together, or wants as it is."""
    for id_, reports in shown.items():
        yield from pairwise(_ids(reports, id_ in held))


def _whole(events: Mapping[UUID, Sequence[Stored]], shown: Mapping[UUID, Sequence[Stored]]) -> Iterator[Pair]:
    """Large events, of which only a part is looked at."""
    for id_, reports in shown.items():
        if len(events[id_]) > len(reports):
            yield from pairwise(_ids(reports, True))


async def _apart(
    session: AsyncSession, shown: Mapping[UUID, Sequence[Stored]], held: Collection[UUID]
) -> list[Pair]:
    """Reports of events that an editor keeps apart, of events that editors hold, and those pinned to different
    ones."""
    parted = await decisions.kept_apart(session, list(shown))
    found: list[Pair] = []
    for one, other in combinations(sorted(shown), 2):
        barred = frozenset((one, other)) in parted or {one, other} <= set(held)
        found += product(_ids(shown[one], barred), _ids(shown[other], barred))
    return found


def _ids(reports: Iterable[Stored], all_: bool) -> list[UUID]:
    return [stored.account.report_id for stored in reports if all_ or stored.pinned]


async def _move(
    session: AsyncSession,
    events: Mapping[UUID, Sequence[Stored]],
    shown: Mapping[UUID, Sequence[Stored]],
    home: Mapping[UUID, UUID],
) -> set[UUID]:
    """Attach every report to its ``home``. Returns the events that lost or gained one."""
    touched: set[UUID] = set()
    moves: dict[UUID, list[UUID]] = defaultdict(list)
    for id_, reports in events.items():
        follow = home[shown[id_][0].account.report_id]
        for stored in reports:
            goal = home.get(stored.account.report_id, follow)
            if goal != id_:
                moves[goal].append(stored.account.report_id)
                touched |= {id_, goal}
    for goal, ids in moves.items():
        await attach(session, ids, goal)
    return touched


def _doubtful(
    parted: Parted, home: Mapping[UUID, UUID], accounts: Mapping[UUID, Account], weights: Weights
) -> dict[Pair, tuple[float, Mapping[str, float]]]:
    """Pairs of events between the thresholds, with what speaks for and against their first reports being one."""
    found: dict[Pair, tuple[float, Mapping[str, float]]] = {}
    for (one, other), odds in parted.doubtful.items():
        parts = likeness(accounts[one], accounts[other], weights).parts
        found[home[one], home[other]] = (odds, {name: round(part, 3) for name, part in parts.items()})
    return found
