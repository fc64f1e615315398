"""The readers that rules name: each turns the groups of a match into a reading, or refuses with None."""

from __future__ import annotations

from app.extract.when.readers import counted, days, deictic, lengths, months, units, years
from app.extract.when.reading import Reader

READERS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        counted.counted,
        counted.apart,
        counted.neighbour,
        counted.neighbour_apart,
        counted.that_time,
        counted.year_earlier,
        counted.latest_quarter,
        counted.latest_period,
        days.iso_day,
        days.numeric_day,
        days.calendar_day,
        days.calendar_days,
        days.week_of_day,
        days.clock_day,
        days.named_day,
        deictic.weekday,
        deictic.weekday_which,
        deictic.weekday_of_week,
        deictic.weeks_from_weekday,
        deictic.deictic,
        deictic.overnight,
        deictic.this_part,
        deictic.clock,
        deictic.in_part,
        lengths.length_back,
        lengths.length_ahead,
        lengths.within,
        lengths.length,
        lengths.length_vague,
        lengths.repeated,
        months.calendar_month,
        months.month_of_year,
        months.month_which,
        months.calendar_months,
        months.week_of_month,
        units.unit_which,
        units.unit_the,
        units.unit_end,
        units.ago,
        units.past,
        units.from_now,
        units.vague,
        units.recent,
        years.calendar_year,
        years.calendar_years,
        years.calendar_decade,
        years.calendar_century,
        years.quarter,
        years.half,
        years.quarter_ended,
        years.season,
    )
}
