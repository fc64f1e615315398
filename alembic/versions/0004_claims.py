"""By whose word a report tells its deed: the chain of those who say so."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # the default fills the rows there are; new ones always bring their own
    chain = sa.Column("claim_chain", postgresql.JSONB(), nullable=False, server_default="[]")
    op.add_column("reports", chain)
    op.alter_column("reports", "claim_chain", server_default=None)


def downgrade() -> None:
    op.drop_column("reports", "claim_chain")
