"""What the processes of one installation share and nobody else knows."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class CursorSecret(SQLModel, table=True):
    """The one row with the key that cursors are signed with; the migration that makes the table draws it."""

    __tablename__ = "cursor_secret"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: int = Field(default=1, primary_key=True)
    secret: bytes
