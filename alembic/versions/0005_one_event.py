"""One event from many reports: versions, decisions of editors, suggestions, redirects, near copies."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)
IDS = sa.ARRAY(sa.Uuid())
WORDS = sa.ARRAY(sa.Text())


def upgrade() -> None:
    _articles()
    _reports()
    _events()
    _versions()
    _changes()
    _editors()


def _fill(table: str, *columns: sa.Column) -> None:
    """Add columns that may not be null; their default fills the rows there are, new ones bring their own."""
    for column in columns:
        op.add_column(table, column)
        if not column.nullable:
            op.alter_column(table, column.name, server_default=None)


def _articles() -> None:
    op.add_column("articles", sa.Column("copy_of", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_articles_copy_of", "articles", ["copy_of"], postgresql_where=sa.text("copy_of is not null")
    )
    op.add_column("article_versions", sa.Column("extracted_by", sa.Text(), nullable=True))
    op.add_column("article_versions", sa.Column("signature", sa.LargeBinary(), nullable=True))
    _fill("article_versions", sa.Column("context", WORDS, nullable=False, server_default="{}"))
    op.create_table(
        "article_bands",
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_bands_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "hash", "article_id", name=op.f("pk_article_bands")),
    )
    op.create_index("ix_article_bands_article_id", "article_bands", ["article_id"])


def _reports() -> None:
    _fill(
        "reports",
        sa.Column("pinned", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("told", sa.Text(), nullable=False, server_default=""),
        sa.Column("words", WORDS, nullable=False, server_default="{}"),
        # those of the reports there are come with `dateline reextract`
        sa.Column("blocks", sa.ARRAY(sa.BigInteger()), nullable=False, server_default="{}"),
    )
    # until now every report had an event of its own, which had just its words
    op.execute("update reports r set told = e.search_text from events e where e.id = r.event_id")
    op.drop_constraint(op.f("fk_reports_event_id_events"), "reports", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_reports_event_id_events"),
        "reports",
        "events",
        ["event_id"],
        ["id"],
        deferrable=True,
        initially="DEFERRED",
    )
    op.create_index("ix_reports_blocks", "reports", ["blocks"], postgresql_using="gin")


def _events() -> None:
    _fill(
        "events",
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("source_count", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("independent_sources", sa.Integer(), nullable=False, server_default="1"),
        *(sa.Column(f"{name}_{end}", sa.Integer()) for name in ("killed", "injured") for end in ("low", "high")),
        sa.Column("tolls", JSONB, nullable=False, server_default="{}"),
        sa.Column("differences", JSONB, nullable=False, server_default="{}"),
        sa.Column("edited", WORDS, nullable=False, server_default="{}"),
        sa.Column("review", sa.Text(), nullable=False, server_default="none"),
    )
    op.execute(
        """
        update events e set killed_low = e.killed, killed_high = e.killed,
               injured_low = e.injured, injured_high = e.injured, tolls = t.tolls
        from (
          select r.event_id, coalesce(jsonb_object_agg(f.field, jsonb_build_array(jsonb_build_object(
                   'value', f.value, 'source', v.source, 'report_id', r.id, 'article_id', r.article_id,
                   'published_at', to_char(r.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))), '{}') tolls
          from reports r
          join article_versions v on v.article_id = r.article_id and v.version = r.version
          cross join lateral (values ('killed', r.killed), ('injured', r.injured)) f(field, value)
          where f.value is not null group by r.event_id
        ) t
        where t.event_id = e.id
        """
    )


def _versions() -> None:
    op.create_table(
        "event_versions",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("type", "family", "status", "summary", "review")),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in ("plover", "cameo", "date_precision", "date_basis", "location_name", "country", "claimed_by")
        ),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("goldstein", sa.Float(), nullable=True),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.Column("end_day", sa.Date(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        *(
            sa.Column(f"{name}{end}", sa.Integer(), nullable=True)
            for name in ("killed", "injured")
            for end in ("", "_low", "_high")
        ),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("actor_ids", WORDS, nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("report_count", "source_count", "independent_sources")
        ),
        *(sa.Column(name, JSONB, nullable=False) for name in ("tolls", "differences", "actors")),
        sa.Column("edited", WORDS, nullable=False),
        *(
            sa.Column(name, MOMENT, nullable=False)
            for name in ("first_published_at", "last_published_at", "created_at", "valid_from")
        ),
        sa.Column("valid_to", MOMENT, nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("report_ids", IDS, nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_event_versions_place_id_places")),
        sa.PrimaryKeyConstraint("event_id", "version", name=op.f("pk_event_versions")),
    )
    op.execute(_FIRST_VERSIONS)
    op.create_index(
        "ix_event_versions_date_desc",
        "event_versions",
        [sa.literal_column("start_day desc nulls last"), sa.literal_column("event_id desc")],
    )
    op.create_index("ix_event_versions_valid_from", "event_versions", ["valid_from"])
    op.create_index(
        "ix_event_versions_actor_ids", "event_versions", ["actor_ids"], postgresql_using="gin"
    )


_SAME = """
    type, family, status, summary, review, plover, cameo, date_precision, date_basis, location_name, country,
    claimed_by, place_id, goldstein, start_day, end_day, latitude, longitude, killed, injured, killed_low,
    killed_high, injured_low, injured_high, confidence, actor_ids, report_count, source_count,
    independent_sources, tolls, differences, edited, first_published_at, last_published_at, created_at, search
    """
# what is known of the events there are; how they were before nobody wrote down
_FIRST_VERSIONS = f"""
    insert into event_versions ({_SAME}, event_id, version, actors, report_ids, valid_from, deleted)
    select {_SAME}, e.id, 1,
           coalesce((select jsonb_agg(jsonb_build_object('actor_id', a.actor_id, 'role', a.role, 'name', a.name)
                                      order by a.role, a.name, a.actor_id)
                     from event_actors a where a.event_id = e.id), '[]'),
           array(select r.id from reports r where r.event_id = e.id order by r.id), e.updated_at, false
    from events e
    """


def _changes() -> None:
    _fill(
        "changes",
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("other_event_ids", IDS, nullable=False, server_default="{}"),
        sa.Column("difference", JSONB, nullable=False, server_default="{}"),
    )
    op.create_table(
        "event_redirects",
        sa.Column("old_id", sa.Uuid(), nullable=False),
        sa.Column("new_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("old_id", name=op.f("pk_event_redirects")),
    )
    op.create_index("ix_event_redirects_new_id", "event_redirects", ["new_id"])


def _editors() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", JSONB, nullable=True),
        sa.Column("other_event_id", sa.Uuid(), nullable=True),
        sa.Column("report_ids", IDS, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind in ('set', 'verify', 'reject', 'merge', 'split', 'keep_apart')", name=op.f("ck_decisions_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    for column in ("event_id", "other_event_id"):
        op.create_index(
            f"ix_decisions_{column}", "decisions", [column], postgresql_where=sa.text("undone_at is null")
        )
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("other_event_id", sa.Uuid(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", JSONB, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind in ('duplicate', 'contradiction', 'low_confidence')", name=op.f("ck_suggestions_kind")
        ),
        sa.CheckConstraint("state in ('open', 'accepted', 'dismissed')", name=op.f("ck_suggestions_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    op.create_index(
        "uq_suggestions_subject",
        "suggestions",
        ["kind", "event_id", sa.literal_column("coalesce(other_event_id, event_id)")],
        unique=True,
    )
    op.create_index(
        "ix_suggestions_open", "suggestions", ["kind", "score", "id"], postgresql_where=sa.text("state = 'open'")
    )
    op.create_index("ix_suggestions_event_id", "suggestions", ["event_id"])
    op.create_index("ix_suggestions_other_event_id", "suggestions", ["other_event_id"])


def downgrade() -> None:
    """What was merged stays merged: the tables of before can hold several reports of one event."""
    for table in ("suggestions", "decisions", "event_redirects", "event_versions", "article_bands"):
        op.drop_table(table)
    for name in ("difference", "other_event_ids", "reason", "author", "decision_id", "version"):
        op.drop_column("changes", name)
    for name in (
        *("review", "edited", "differences", "tolls", "injured_high", "injured_low", "killed_high", "killed_low"),
        *("independent_sources", "source_count", "version"),
    ):
        op.drop_column("events", name)
    op.drop_index("ix_reports_blocks", "reports")
    op.drop_constraint(op.f("fk_reports_event_id_events"), "reports", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_reports_event_id_events"), "reports", "events", ["event_id"], ["id"], ondelete="CASCADE"
    )
    op.drop_column("reports", "blocks")
    op.drop_column("reports", "words")
    op.drop_column("reports", "told")
    op.drop_column("reports", "pinned")
    op.drop_column("article_versions", "signature")
    op.drop_column("article_versions", "context")
    op.drop_column("article_versions", "extracted_by")
    op.drop_index("ix_articles_copy_of", "articles")
    op.drop_column("articles", "copy_of")
