"""The rules by which accounts that differ give one value. docs/merging.md states them in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.extract.records import Status
from app.merging.places import REACH, distance
from app.merging.records import Account, Spot
from app.merging.state import When
from app.merging.voices import Voices, moment

_BASES = ("explicit", "relative", "inherited", "publication")  # the surest first
# A day that is only the article's own says less than one that the text gives.
_WEIGHT = {"explicit": 1.0, "relative": 1.0, "inherited": 0.75, "publication": 0.5}
_FINENESS = ("site", "city", "admin1", "region", "country")


def type_of(accounts: Sequence[Account], voices: Voices) -> str:
    """The type that most voices give."""
    return voices.groups(accounts, lambda account: account.type)[0][0]


def status_of(accounts: Sequence[Account], voices: Voices) -> Status:
    """Planned until somebody tells that it happened or did not; then what most voices tell."""
    settled = [account for account in accounts if account.status != "planned"]
    if not settled:
        return "planned"
    groups: list[tuple[Status, list[Account]]] = voices.groups(settled, _status)
    best, told = groups[0]
    for status, others in groups[1:]:
        # as many on both sides: who was published last knew more
        if voices.count(others) == voices.count(told) and moment(others[-1]) > moment(told[-1]):
            best, told = status, others
    return best


def _status(account: Account) -> Status:
    return account.status


def settled(accounts: Sequence[Account], status: Status) -> list[Account]:
    """Those who tell the event as it turned out; what was planned may have come otherwise."""
    return [account for account in accounts if account.status == status]


def when_of(accounts: Sequence[Account], voices: Voices) -> When | None:
    """The days that most voices allow, the shortest of them: a month allows each of its days."""
    spans = {days for account in accounts if (days := span(account))}
    if not spans:
        return None
    best = max(
        spans, key=lambda days: (_support(days, accounts, voices), days[0] - days[1], -days[0].toordinal())
    )
    told = [account for account in accounts if span(account) == best]
    first = min(
        told, key=lambda account: (_BASES.index(account.date_basis or "publication"), moment(account))
    )
    return When(
        first=best[0],
        last=best[1],
        precision=first.date_precision or "day",
        basis=first.date_basis or "publication",
    )


def span(account: Account) -> tuple[date, date] | None:
    return (account.first, account.last) if account.first and account.last else None


def _support(days: tuple[date, date], accounts: Sequence[Account], voices: Voices) -> float:
    """Voices whose days hold all of ``days``, each once and by its surest account."""
    weights: dict[object, float] = {}
    for account in accounts:
        told = span(account)
        if told and told[0] <= days[0] and days[1] <= told[1]:
            weight = _WEIGHT[account.date_basis or "publication"]
            whose = voices.of(account)
            weights[whose] = max(weight, weights.get(whose, 0.0))
    return sum(weights.values())


def spot_of(accounts: Sequence[Account], voices: Voices) -> Account | None:
    """The account whose place most voices allow, the finest of them: a country allows each of its towns."""
    placed = [account for account in accounts if account.spot]
    if not placed:
        return None
    return min(placed, key=lambda account: (-_allowing(account.spot, placed, voices), *_coarseness(account)))


def _allowing(spot: Spot | None, accounts: Sequence[Account], voices: Voices) -> int:
    return voices.count(a for a in accounts if spot and a.spot and allows(a.spot, spot))


def _coarseness(account: Account) -> tuple[int, tuple[float, str]]:
    return (_FINENESS.index(account.spot.precision) if account.spot else len(_FINENESS)), moment(account)


def allows(told: Spot, spot: Spot) -> bool:
    """True if what ``told`` says leaves room for ``spot``: the same place, or one within it or in its reach."""
    if told.place_id is not None and told.place_id == spot.place_id:
        return True
    if told.country and spot.country and told.country != spot.country:
        return False
    if _FINENESS.index(told.precision) < _FINENESS.index(spot.precision):
        return False
    if told.precision == "country":
        return True
    if told.precision == "admin1" and told.admin1 and told.admin1 == spot.admin1:
        return True
    away = distance(told, spot)
    return told.name.casefold() == spot.name.casefold() if away is None else away <= REACH[told.precision]


def claimed_by(accounts: Sequence[Account], voices: Voices) -> str | None:
    """The party by whose word alone all tell it; nobody once one voice tells it as a fact."""
    if any(account.claimed_by is None for account in accounts):
        return None
    return voices.groups(accounts, lambda account: account.claimed_by)[0][0]


def confidence(accounts: Sequence[Account], voices: Voices) -> float:
    """That of the surest account; what it lacks shrinks with the square root of the voices: they are not
    independent of each other in what they get wrong. Set by hand."""
    best = max(account.confidence for account in accounts)
    number = voices.count(accounts)
    return best if number == 1 else round(1 - (1 - best) / number**0.5, 4)


def summary_of(accounts: Sequence[Account], type_: str, status: Status) -> str:
    """That of the surest account that tells it as the event has it, in nobody's copy if there is one."""
    return min(
        accounts,
        key=lambda a: (a.type != type_, a.status != status, a.copy_of is not None, -a.confidence, moment(a)),
    ).summary
