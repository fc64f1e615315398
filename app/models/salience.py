"""How much an event stands out among others, as Postgres derives it from the event's own columns."""

from typing import Any

from sqlalchemy import REAL, Column, Computed
from sqlmodel import Field

# Outlets that found out for themselves count most, and each further one less than the one before (a natural logarithm:
# 1 outlet is 0.7, 10 are 2.4); then the toll (10 dead are 1.2, 1,000 are 3.5; four injured weigh as one dead), whether
# day and place are known and how closely, an editor's word, and how certain it is. There is no source for the weights:
# they are ours. docs/api.md tells readers of them. Fewer than four entries of ``within`` are a country and no more.
SALIENCE = """
    (ln(1 + independent_sources)
    + 0.5 * ln(1 + greatest(coalesce(killed, 0), 0)::float8 + greatest(coalesce(injured, 0), 0) / 4.0)
    + case date_precision when 'day' then 0.5 when 'week' then 0.25 when 'range' then 0.25 else 0 end
    + case when place_id is null then 0 when cardinality(within) < 4 then 0.25 else 0.5 end
    + case review when 'verified' then 1 else 0 end
    + confidence)::real
    """


def Salience() -> Any:
    """A field for the salience of the row; Postgres writes it."""
    return Field(default=None, sa_column=Column(REAL, Computed(SALIENCE, persisted=True)))
