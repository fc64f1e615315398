"""Which event each group of reports goes by, so that ids stay with what they meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from uuid import UUID


def homes(
    groups: Iterable[Sequence[UUID]],
    now: Mapping[UUID, UUID],
    fixed: Collection[UUID],
    held: Collection[UUID],
    new_id: Callable[[], UUID],
) -> dict[UUID, UUID]:
    """The event of each report of ``groups``, given where reports are ``now`` (new ones: nowhere).

    An event goes to one group and a group by one event: where a pinned (``fixed``) report is first, then an event
    that editors hold, then the one that keeps most reports, then the oldest. Other groups get a new id.
    """
    parts = [tuple(sorted(group)) for group in groups]
    claims = sorted(
        (-sum(now.get(r) == event for r in group if r in fixed), event not in held, -count, event, group)
        for group in parts
        for event, count in Counter(now[report] for report in group if report in now).items()
    )
    taken: dict[tuple[UUID, ...], UUID] = {}
    used: set[UUID] = set()
    for *_, event, group in claims:
        if group not in taken and event not in used:
            taken[group] = event
            used.add(event)
    return {report: home for group in parts for home in [taken.get(group) or new_id()] for report in group}
