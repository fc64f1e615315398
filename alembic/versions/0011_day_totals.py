"""Counts by country and day alone, for comparing countries over days that are no whole months."""

import sqlalchemy as sa

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SUM = """
insert into day_counts (span, country, day, type, family, status, n)
select 'day total', country, day, '*', '*', '*', sum(n) from day_counts
where span = 'day' and country <> '*' group by country, day
"""


def upgrade() -> None:
    op.execute(SUM)
    op.create_index(
        "ix_day_counts_totals",
        "day_counts",
        ["span", "day"],
        postgresql_include=["country", "n"],
        postgresql_where=sa.text("type = '*'"),
    )


def downgrade() -> None:
    op.drop_index("ix_day_counts_totals", "day_counts")
    op.execute("delete from day_counts where span = 'day total'")
