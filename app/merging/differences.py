"""On what accounts of one event contradict each other: kept and shown, never averaged away."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from app.merging.choices import allows, span
from app.merging.records import Account, Spot
from app.merging.state import Side, State
from app.merging.voices import Voices


def differences(accounts: Sequence[Account], state: State, voices: Voices) -> dict[str, list[Side]]:
    """The sides of each field that has several, most voices first.

    What is less precise does not contradict, nor does what was planned what then happened; of an outlet that
    corrected a toll its last word counts.
    """
    found = {
        "type": _sides(accounts, lambda a: a.type, voices),
        "status": _sides([a for a in accounts if a.status != "planned"], lambda a: a.status, voices),
        "date": _dates([a for a in accounts if a.status == state.status], voices),
        "location": _places(accounts, state.spot, voices),
        **{
            field: _sides(voices.last_words(a for a in accounts if getattr(a, field) is not None), _get(field), voices)
            for field in ("killed", "injured")
        },
    }  # fmt: skip
    return {field: sides for field, sides in found.items() if len(sides) > 1}


def _get(field: str) -> Callable[[Account], int]:
    return lambda account: getattr(account, field)


def _sides(
    accounts: Sequence[Account],
    key: Callable[[Account], Any],
    voices: Voices,
    show: Callable[[Account], Any] | None = None,
) -> list[Side]:
    def side(value: Hashable, told: list[Account]) -> Side:
        return Side(
            value=value if show is None else show(told[0]),
            reports=tuple(sorted(account.report_id for account in told)),
            sources=tuple(sorted({account.source for account in told if account.source})),
        )

    return [side(value, told) for value, told in voices.groups(accounts, key)]


def _dates(accounts: Sequence[Account], voices: Voices) -> list[Side]:
    """Spans that some other span does not meet."""
    spans = {days for account in accounts if (days := span(account))}
    at_odds = {days for days in spans if any(days[1] < other[0] or other[1] < days[0] for other in spans)}
    return _sides(
        [account for account in accounts if span(account) in at_odds],
        span,
        voices,
        lambda a: {"start": str(a.first), "end": str(a.last), "precision": a.date_precision},
    )


def _places(accounts: Sequence[Account], spot: Spot | None, voices: Voices) -> list[Side]:
    """Places that neither leave room for the event's nor lie within it; the event's own stands for the rest."""
    if spot is None:
        return []
    placed = [account for account in accounts if account.spot]
    return _sides(placed, lambda a: _place_key(a.spot, spot), voices, lambda a: _place(a.spot, spot))


def _agree(told: Spot, spot: Spot) -> bool:
    return allows(told, spot) or allows(spot, told)


def _place_key(told: Spot | None, spot: Spot) -> Hashable:
    if told is None or _agree(told, spot):
        return ""
    return told.place_id or (told.country, told.name)


def _place(told: Spot | None, spot: Spot) -> dict[str, Any]:
    shown = spot if told is None or _agree(told, spot) else told
    return {"place_id": shown.place_id, "name": shown.name, "country": shown.country}
