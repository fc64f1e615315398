"""What the feed and readings of the past need: when reports of a version were published, changes by their time."""

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moments = sa.ARRAY(sa.DateTime(timezone=True))
    op.add_column("event_versions", sa.Column("published_at", moments, nullable=False, server_default="{}"))
    op.alter_column("event_versions", "published_at", server_default=None)
    op.execute(
        """
        update event_versions v set published_at = array(
            select r.published_at from reports r where r.id = any(v.report_ids) order by r.published_at)
        """
    )
    op.create_index("ix_changes_at", "changes", ["at"])


def downgrade() -> None:
    op.drop_index("ix_changes_at", "changes")
    op.drop_column("event_versions", "published_at")
