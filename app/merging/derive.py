"""The values of an event from its accounts and its editors' decisions: a pure function of stated rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.extract.records import DatePrecision
from app.merging import choices
from app.merging.differences import differences
from app.merging.parts import parts_of
from app.merging.records import Account, Spot
from app.merging.state import EDITABLE, Part, Review, Ruling, State, Toll, When
from app.merging.tolls import toll_of
from app.merging.voices import Voices, outlets

_REVIEWS: dict[str, Review] = {"verify": "verified", "reject": "rejected"}


def derive(accounts: Sequence[Account], rulings: Sequence[Ruling] = ()) -> State:
    """What ``accounts`` of one happening make of it, and what its editors set against them.

    ``rulings`` are those that hold, in the order in which they were made. The order of the accounts does not matter.
    Raises ValueError if there is no account.
    """
    if not accounts:
        raise ValueError("an event has at least one account")
    return rule(_told(sorted(accounts, key=lambda account: account.report_id)), rulings)


def _told(accounts: Sequence[Account]) -> State:
    voices = Voices(accounts)
    type_ = choices.type_of(accounts, voices)
    status = choices.status_of(accounts, voices)
    settled = choices.settled(accounts, status)
    placed = choices.spot_of(settled, voices) or choices.spot_of(accounts, voices)
    published = [account.published for account in accounts if account.published]
    state = State(
        type=type_,
        status=status,
        summary=choices.summary_of(accounts, type_, status),
        when=choices.when_of(settled, voices) or choices.when_of(accounts, voices),
        spot=placed.spot if placed else None,
        spot_report=placed.report_id if placed else None,
        parts=parts_of(accounts, type_, voices),
        killed=toll_of(settled, "killed", voices),
        injured=toll_of(settled, "injured", voices),
        claimed_by=choices.claimed_by(settled, voices),
        confidence=choices.confidence(accounts, voices),
        differences={},
        edited=(),
        review="none",
        report_count=len(accounts),
        source_count=outlets(accounts),
        independent_sources=voices.count(accounts),
        first_published=min(published),
        last_published=max(published),
    )
    return replace(state, differences=differences(accounts, state, voices))


def rule(state: State, rulings: Sequence[Ruling]) -> State:
    """``state`` as its editors have it: what they set stands whatever the accounts say."""
    edited = {ruling.field: ruling.value for ruling in rulings if ruling.kind == "set" and ruling.field}
    reviews = [_REVIEWS[ruling.kind] for ruling in rulings if ruling.kind in _REVIEWS]
    for field in EDITABLE:
        if field in edited:
            state = _SETTERS.get(field, _plain(field))(state, edited[field])
    return replace(
        state,
        edited=tuple(field for field in sorted(edited) if field in EDITABLE),
        review=reviews[-1] if reviews else "none",
    )


def _plain(field: str) -> Callable[[State, Any], State]:
    def put(state: State, value: Any) -> State:
        return replace(state, **{field: value})

    return put


def _toll(field: str) -> Callable[[State, Any], State]:
    def put(state: State, value: int | None) -> State:
        told: Toll = getattr(state, field)
        figures = [number for number in (told.low, told.high, value) if number is not None]
        low, high = (min(figures), max(figures)) if value is not None else (None, None)
        changed: dict[str, Any] = {field: replace(told, low=low, best=value, high=high)}
        return replace(state, **changed)

    return put


def _date(state: State, value: dict[str, Any] | None) -> State:
    if value is None:
        return replace(state, when=None)
    first, last = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
    precision: DatePrecision = value.get("precision") or ("day" if first == last else "range")
    return replace(state, when=When(first=first, last=last, precision=precision, basis="explicit"))


def _location(state: State, value: dict[str, Any] | None) -> State:
    return replace(state, spot=None if value is None else Spot(**value), spot_report=None)


def _actors(state: State, value: list[dict[str, Any]]) -> State:
    return replace(state, parts=tuple(sorted(Part(**part) for part in value)))


_SETTERS: dict[str, Callable[[State, Any], State]] = {
    "killed": _toll("killed"),
    "injured": _toll("injured"),
    "date": _date,
    "location": _location,
    "actors": _actors,
}
