"""Names of actors and places as they are looked up while somebody types, filled from those that are there."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from alembic import op
from app.names.writings import writings

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_OWNERS = {"actor_names": "actors", "place_names": "places"}
_ROWS = 2_000  # owners a batch

# id, kind, country, usual name, other names
_READ = {
    "actors": "select id, kind, country, canonical_name, aliases from actors where id > :after order by id limit :rows",
    "places": "select id, precision, country, name, '{}'::text[] from places where id > :after order by id limit :rows",
}


def upgrade() -> None:
    op.execute("create extension if not exists pg_trgm")
    for table, owners in _OWNERS.items():
        op.add_column(owners, sa.Column("named_by", sa.Text(), nullable=True))
        _create(table, owners)
        _fill(table, owners)
        _index(table)
        op.create_index(f"ix_{owners}_unnamed", owners, ["id"], postgresql_where=sa.text("named_by is null"))
    op.create_index("ix_events_place_id", "events", ["place_id"])
    op.create_table(
        "names_weighed",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_names_weighed_one")),
        sa.PrimaryKeyConstraint("id", name="pk_names_weighed"),
    )


def downgrade() -> None:
    op.drop_table("names_weighed")
    op.drop_index("ix_events_place_id", "events")
    for table, owners in _OWNERS.items():
        op.drop_index(f"ix_{owners}_unnamed", owners)
        op.drop_column(owners, "named_by")
        op.drop_table(table)
    op.execute("drop extension if exists pg_trgm")


def _create(table: str, owners: str) -> None:
    op.create_table(
        table,
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("latin", sa.Text(), nullable=False),
        sa.Column("skeleton", sa.Text(collation="C"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "part", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["owner_id"], [f"{owners}.id"], name=f"fk_{table}_owner_id_{owners}", ondelete="CASCADE"
        ),
    )


def _index(table: str) -> None:
    by_weight = [sa.text("weight desc"), "owner_id", "rank", "part"]
    op.create_index(f"ix_{table}_part", table, ["part", "rank", "owner_id"])
    op.create_index(f"ix_{table}_weight", table, by_weight)
    op.create_index(f"ix_{table}_country", table, ["country", "part"])
    op.create_index(f"ix_{table}_kind", table, ["kind", *by_weight])
    op.create_index(f"ix_{table}_usual", table, ["part", "owner_id"], postgresql_where=sa.text("rank = 0"))
    op.create_index(f"ix_{table}_skeleton", table, ["skeleton", sa.text("weight desc")])
    op.create_index(
        f"ix_{table}_latin",
        table,
        ["latin"],
        postgresql_using="gin",
        postgresql_ops={"latin": "gin_trgm_ops"},
        postgresql_where=sa.text("rank < 2"),
    )


def _fill(table: str, owners: str) -> None:
    """Their own names; the worker adds those that tables know, and the weights."""
    after = ""
    while batch := op.get_bind().execute(sa.text(_READ[owners]), {"after": after, "rows": _ROWS}).all():
        rows = [row for owner in batch for row in _rows(*owner)]
        into = sa.text(
            f"insert into {table} (owner_id, part, name, latin, skeleton, rank, kind, country, weight)"
            " values (:owner_id, :part, :name, :latin, :skeleton, :rank, :kind, :country, 0)"
        )
        if rows:
            op.get_bind().execute(into, rows)
        after = batch[-1][0]


def _rows(
    id_: str, kind: str, country: str | None, usual: str, others: Sequence[str]
) -> Iterable[dict[str, object]]:
    for found in writings(usual, others):
        yield {
            **{"owner_id": id_, "kind": kind, "country": country, "rank": found.rank, "part": found.part},
            **{"name": found.name, "latin": found.latin, "skeleton": found.skeleton},
        }
