"""Whom a name stands for where the tables know several bearers, or one who may not be meant.

An office is a dated claim: what the text says of somebody's office and state goes before what the tables say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from app.extract.who.facts import Form, Known, Office
from app.extract.who.word_sets import word_set


def bearer(form: Form, country: str | None, title: str | None, day: date) -> Known | None:
    """The known person meant by ``form``; None if what the text says of them rules out every one.

    Where a name has several bearers and the text tells no state and no office, it is who held one at the time.
    """
    known = [one for one in form.bearers if _possible(one, country, title)]
    if len(known) < 2:
        return known[0] if known else None
    best = sorted(known, key=lambda one: _fit(one, country, title, day), reverse=True)
    if form.sense == "surname" and _fit(best[0], country, title, day) == _fit(best[1], country, title, day):
        return None
    return best[0]


def _possible(known: Known, country: str | None, title: str | None) -> bool:
    """False where the text gives another state, and an office that the tables do not have."""
    if country is None or known.country in (None, country):
        return True
    return any(same_office(title, office) for office in known.offices)


def _fit(known: Known, country: str | None, title: str | None, day: date) -> int:
    told = [office for office in known.offices if same_office(title, office)]
    fit = 4 * (country is not None and country == known.country) + 2 * bool(told)
    return fit + any(office.may_cover(day) for office in told or known.offices)


def same_office(title: str | None, office: Office) -> bool:
    """True if the head of the title stands in the office: "Kenyan President" and "President"."""
    heads = _heads(title) if title else ()
    held = _words(office.title)
    return any(head in held for head in heads)


@lru_cache(maxsize=4096)
def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", title.lower()))


@lru_cache(maxsize=4096)
def _heads(title: str) -> tuple[str, ...]:
    """What the title is a kind of: the word before "of" or "for", else the last one."""
    words = re.split(r"\s(?:of|for|to|at|in)\s", title.lower())[0].split()
    return tuple(dict.fromkeys((words[-1].split("-")[-1], words[-1]))) if words else ()


def title_on(known: Known, day: date) -> str | None:
    """The office that the tables vouch for on ``day``; None in a year of change, and after they were checked."""
    held = [office.title for office in known.offices if office.covers(day, known.checked)]
    return held[-1] if held else None


def told(titles: Sequence[str]) -> str | None:
    """The first title of the text that is an office or rank, no form of address."""
    return next((title for title in titles if title.lower() not in word_set("addresses")), None)
