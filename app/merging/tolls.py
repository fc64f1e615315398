"""The dead and the injured: the least, the best and the greatest figure, and who gave which when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from app.merging.records import Account
from app.merging.state import Said, Toll
from app.merging.voices import Voices

_FRESH = timedelta(days=1)  # tolls rise: older figures than the latest by this are history


def toll_of(accounts: Sequence[Account], field: Literal["killed", "injured"], voices: Voices) -> Toll:
    """Least and greatest of what each outlet last said; best is what most say of those published within a day of
    the latest figure, of two as frequent the later one."""
    telling = [account for account in accounts if getattr(account, field) is not None]
    if not telling:
        return Toll()
    last = voices.last_words(telling)
    figures = [getattr(account, field) for account in last]
    newest = _at(last[-1])
    fresh = [account for account in last if newest - _at(account) <= _FRESH]
    groups = voices.groups(fresh, lambda account: getattr(account, field))
    best = max(groups, key=lambda item: (len(item[1]), _at(item[1][-1]), item[0]))[0]
    return Toll(low=min(figures), best=best, high=max(figures), said=_said(telling, field))


def _said(accounts: Sequence[Account], field: str) -> tuple[Said, ...]:
    said = [
        Said(
            value=getattr(account, field),
            source=account.source,
            report_id=account.report_id,
            article_id=account.article_id,
            published=_at(account),
        )
        for account in accounts
    ]
    return tuple(sorted(said, key=lambda one: (one.published, one.report_id)))


def _at(account: Account) -> datetime:
    if account.published is None:
        raise ValueError("an account of an event has its article's time of publication")
    return account.published
