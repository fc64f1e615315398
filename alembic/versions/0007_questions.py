"""What the full filter asks for: outlets, places with what they lie in, points; what walks through lists go by."""

import secrets

import sqlalchemy as sa

from alembic import op
from app.models import Place
from app.store.containment import within

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BOTH = ("events", "event_versions")
WORDS = sa.ARRAY(sa.Text())
NUMBER = "(pg_current_xact_id()::text)::bigint"


def upgrade() -> None:
    for table in BOTH:
        for name in ("sources", "within"):
            op.add_column(table, sa.Column(name, WORDS, nullable=False, server_default="{}"))
            op.alter_column(table, name, server_default=None)
        # what is there was written before any walk began
        op.add_column(table, sa.Column("written_in", sa.BigInteger(), nullable=False, server_default="0"))
        op.alter_column(table, "written_in", server_default=sa.text(NUMBER))
    op.add_column("event_versions", sa.Column("ended_in", sa.BigInteger(), nullable=True))
    _secret()
    _outlets()
    _places()
    _quotes()
    _indexes()


def _secret() -> None:
    op.create_table(
        "cursor_secret",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_cursor_secret_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cursor_secret")),
    )
    statement = sa.text("insert into cursor_secret (id, secret) values (1, :secret)")
    op.execute(statement.bindparams(secret=secrets.token_bytes(32)))


def _outlets() -> None:
    """Folded by Python: Postgres' lower() knows no letters but ASCII's in a database with the C locale."""
    op.execute("create temporary table outlet (written text primary key, folded text not null) on commit drop")
    connection = op.get_bind()
    written = connection.scalars(
        sa.text("select distinct source from article_versions where source is not null")
    )
    rows = [{"written": source, "folded": source.casefold()} for source in written]
    if rows:
        connection.execute(sa.text("insert into outlet values (:written, :folded)"), rows)
    found = """
        array(select distinct o.folded from reports r
              join article_versions v on v.article_id = r.article_id and v.version = r.version
              join outlet o on o.written = v.source where {of} order by o.folded)
        """
    op.execute(f"update events e set sources = {found.format(of='r.event_id = e.id')}")
    op.execute(f"update event_versions e set sources = {found.format(of='r.id = any(e.report_ids)')}")


def _places() -> None:
    connection = op.get_bind()
    for table in BOTH:
        query = f"""
            select distinct t.place_id, t.location_name, p.country, p.admin1, p.latitude, p.longitude, p.precision
            from {table} t join places p on p.id = t.place_id
            """
        rows = [
            {"place": row[0], "written": row[1], "within": within(row[0], _place(row), row[1])}
            for row in connection.execute(sa.text(query)).all()
        ]
        update = f"""
            update {table} set within = :within
            where place_id = :place and location_name is not distinct from :written
            """
        if rows:
            typed = sa.text(update).bindparams(sa.bindparam("within", type_=WORDS))
            connection.execute(typed.bindparams(sa.bindparam("written", type_=sa.Text())), rows)


def _place(row: sa.Row) -> Place:
    country, admin1, latitude, longitude, precision = row[2:]
    return Place(
        country=country, admin1=admin1, latitude=latitude, longitude=longitude, precision=precision
    )


def _quotes() -> None:
    """Search finds events by what was said, too."""
    said = "(select string_agg(q ->> 'text', E'\\n') from jsonb_array_elements(r.quotes) q)"
    op.execute(f"update reports r set told = told || E'\\n' || {said} where r.quotes <> '[]'")
    of_reports = f"(select string_agg({said}, E'\\n') from reports r where r.quotes <> '[]' and {{of}})"
    own = of_reports.format(of="r.event_id = e.id")
    op.execute(f"update events e set search_text = left(search_text || E'\\n' || {own}, 200000) where {own} is not null")
    then = of_reports.format(of="r.id = any(v.report_ids)")
    op.execute(
        f"""
        update event_versions v set search = v.search || to_tsvector('english'::regconfig, left({then}, 200000))
        where {then} is not null
        """
    )


def _indexes() -> None:
    op.drop_index("ix_events_place_id", "events")
    op.drop_index("ix_events_lower_location_name", "events")
    op.create_index("ix_events_within", "events", ["within"], postgresql_using="gin")
    op.create_index("ix_events_outlets", "events", ["sources"], postgresql_using="gin")
    op.create_index("ix_events_created_at", "events", ["created_at"])
    op.create_index(
        "ix_events_sources", "events", [sa.text("source_count desc"), sa.text("id desc")]
    )
    op.create_index(
        "ix_events_point",
        "events",
        [sa.text("point(longitude, latitude)")],
        postgresql_using="gist",
        postgresql_where=sa.text("longitude is not null and latitude is not null"),
    )
    op.create_index("ix_event_versions_within", "event_versions", ["within"], postgresql_using="gin")
    op.create_index(
        "ix_event_versions_ended_in",
        "event_versions",
        ["ended_in"],
        postgresql_where=sa.text("ended_in is not null"),
    )


def downgrade() -> None:
    op.create_index("ix_events_place_id", "events", ["place_id"])
    op.create_index("ix_events_lower_location_name", "events", [sa.text("lower(location_name)")])
    for name in ("point", "sources", "created_at", "outlets", "within"):
        op.drop_index(f"ix_events_{name}", "events")
    op.drop_index("ix_event_versions_ended_in", "event_versions")
    op.drop_index("ix_event_versions_within", "event_versions")
    op.drop_column("event_versions", "ended_in")
    for table in BOTH:
        for name in ("sources", "within", "written_in"):
            op.drop_column(table, name)
    op.drop_table("cursor_secret")
