"""Counts of events by day, filled from the events there are; salience, by which a timeline shows the top ones."""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SALIENCE = """
    (ln(1 + independent_sources)
    + 0.5 * ln(1 + greatest(coalesce(killed, 0), 0)::float8 + greatest(coalesce(injured, 0), 0) / 4.0)
    + case date_precision when 'day' then 0.5 when 'week' then 0.25 when 'range' then 0.25 else 0 end
    + case when place_id is null then 0 when cardinality(within) < 4 then 0.25 else 0.5 end
    + case review when 'verified' then 1 else 0 end
    + confidence)::real
    """


def upgrade() -> None:
    for table in ("events", "event_versions"):
        op.add_column(table, sa.Column("salience", sa.REAL(), sa.Computed(SALIENCE, persisted=True)))
    op.create_index("ix_events_start_day_salience", "events", ["start_day", sa.literal_column("salience desc"), "id"])
    op.create_index(
        "ix_events_country_start_day_salience",
        "events",
        ["country", "start_day", sa.literal_column("salience desc"), "id"],
    )
    _tables()
    op.create_index(
        "ix_long_counts_days", "long_counts", [sa.literal_column("daterange(day, last, '[]')")], postgresql_using="gist"
    )
    # after the columns: adding them has locked the table, so that nothing is written past the counts meanwhile
    op.execute(_FILL)


def _tables() -> None:
    words = ("type", "family", "status")
    op.create_table(
        "day_counts",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("span", "country")),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("span", "country", "day", *words, name=op.f("pk_day_counts")),
    )
    op.create_table(
        "long_counts",
        sa.Column("country", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("day", "last")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("country", "day", "last", *words, name=op.f("pk_long_counts")),
    )
    op.create_table(
        "day_deltas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("day", "last")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_deltas")),
    )


_FILL = """
    with taken as (
        select coalesce(country, '') as country, coalesce(start_day, '-infinity') as day,
               coalesce(end_day, '-infinity') as last, type, family, status, count(*) as n
        from events where review <> 'rejected' group by 1, 2, 3, 4, 5, 6
    ), long as (
        insert into long_counts (country, day, last, type, family, status, n)
        select country, day, last, type, family, status, n from taken where last > day
    )
    insert into day_counts (span, country, day, type, family, status, n)
    select part.*, sum(n)
    from (select *, date_trunc('month', day::timestamp)::date as month from taken) as cell cross join lateral (values
        ('day', country, day, type, family, status), ('day', '*', day, type, family, status),
        ('month', country, month, type, family, status), ('month', '*', month, type, family, status),
        ('total', country, month, '*', '*', '*')
    ) as part (span, country, day, type, family, status)
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3
    """


def downgrade() -> None:
    for table in ("day_deltas", "long_counts", "day_counts"):
        op.drop_table(table)
    for index in ("ix_events_country_start_day_salience", "ix_events_start_day_salience"):
        op.drop_index(index, "events")
    for table in ("event_versions", "events"):
        op.drop_column(table, "salience")
