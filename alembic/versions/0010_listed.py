"""Indexes that lists, and counts of what they show, are answered from without a look at the rows."""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LATEST = (sa.text("start_day desc nulls last"), sa.text("id desc"))
LISTED = {
    "date_desc": LATEST,
    "date": (sa.text("start_day asc nulls last"), "id"),
    "updated": (sa.text("updated_at desc"), sa.text("id desc")),
    "sources": (sa.text("source_count desc"), sa.text("id desc")),
    "country_start_day": ("country", *LATEST),
    "type_start_day": ("type", *LATEST),
}
NEW = {"country_type_start_day": ("country", "type", *LATEST)}
ACTOR = ("actor_id", sa.text("start_day desc nulls last"), sa.text("event_id desc"))


def upgrade() -> None:
    for name, keys in LISTED.items():
        op.drop_index(f"ix_events_{name}", "events")
        _listed(name, keys)
    for name, keys in NEW.items():
        _listed(name, keys)
    op.create_index("ix_events_rejected", "events", ["id"], postgresql_where=sa.text("review = 'rejected'"))
    op.drop_index("ix_event_actors_actor_id_start_day", "event_actors")
    op.add_column("event_actors", sa.Column("end_day", sa.Date(), nullable=True))
    op.add_column("event_actors", sa.Column("family", sa.Text(), nullable=True))
    op.execute(
        "update event_actors a set end_day = e.end_day, family = e.family from events e where e.id = a.event_id"
    )
    op.alter_column("event_actors", "family", nullable=False)
    op.create_index(
        "ix_event_actors_actor_id_start_day",
        "event_actors",
        list(ACTOR),
        postgresql_include=["role", "end_day", "family"],
    )
    op.create_index(
        "ix_event_versions_country_start_day",
        "event_versions",
        ["country", sa.text("start_day desc nulls last"), sa.text("event_id desc")],
        postgresql_include=["end_day", "valid_from", "valid_to"],
        postgresql_where=sa.text("not deleted and review <> 'rejected'"),
    )


def downgrade() -> None:
    op.drop_index("ix_event_versions_country_start_day", "event_versions")
    op.drop_index("ix_event_actors_actor_id_start_day", "event_actors")
    for name in ("family", "end_day"):
        op.drop_column("event_actors", name)
    op.create_index("ix_event_actors_actor_id_start_day", "event_actors", list(ACTOR))
    op.drop_index("ix_events_rejected", "events")
    for name in NEW:
        op.drop_index(f"ix_events_{name}", "events")
    for name, keys in LISTED.items():
        op.drop_index(f"ix_events_{name}", "events")
        op.create_index(f"ix_events_{name}", "events", list(keys))


def _listed(name: str, keys: tuple[object, ...]) -> None:
    op.create_index(
        f"ix_events_{name}",
        "events",
        list(keys),
        postgresql_include=["end_day"],
        postgresql_where=sa.text("review <> 'rejected'"),
    )
