"""Days of the Islamic and the Persian calendar as days of the Gregorian one: arithmetic alone, no text.

Islamic months begin when the new moon is seen, so a date here may be a day off in one country or another; Persian
ones are exact from 1178 to 1633 (1799 to 2255).
"""

from __future__ import annotations

from datetime import date, timedelta

# The tabular calendar with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of each 30, counted from the
# civil epoch, 16 July 622 of the Julian calendar (Reingold and Dershowitz, Calendrical Calculations).
ISLAMIC_EPOCH = 227015  # proleptic Gregorian ordinal of 1 Muharram 1
ISLAMIC_CYCLE = 10631  # days in 30 years
# Leap years of the 33-year rule; 1 Farvardin 1400 was 21 March 2021.
PERSIAN_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
PERSIAN_ANCHOR = (1400, date(2021, 3, 21))


def islamic(year: int, month: int, day: int) -> date:
    """The Gregorian day of a tabular Islamic date, within a day of what is observed.

    Raises ValueError for a month or day that does not exist, OverflowError outside the years 1 to 9999.
    """
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no Islamic date: {year}-{month}-{day}")
    before = (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(ISLAMIC_EPOCH - 1 + before + 29 * (month - 1) + month // 2 + day)


def islamic_years(year: int) -> tuple[int, ...]:
    """The Islamic years that have days in a Gregorian year, the earliest first."""
    first = ((date(year, 1, 1).toordinal() - ISLAMIC_EPOCH) * 30) // ISLAMIC_CYCLE + 1
    return tuple(y for y in (first - 1, first, first + 1, first + 2) if y >= 1)


def persian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Persian (Solar Hijri) date. Raises ValueError for one that does not exist."""
    if not (1178 <= year <= 1633 and 1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        raise ValueError(f"no Persian date: {year}-{month}-{day}")
    base, new_year = PERSIAN_ANCHOR
    low, high = min(base, year), max(base, year)
    leaps = sum(y % 33 in PERSIAN_LEAPS for y in range(low, high))
    days = (high - low) * 365 + leaps
    start = new_year + timedelta(days=days if year >= base else -days)
    return start + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def persian_year(year: int) -> int:
    """The Persian year that begins in a Gregorian one."""
    return year - 621
