"""Column kinds that several tables share, and the naming of constraints that migrations rely on."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, Text, Uuid, text
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

# Postgres would invent names; a migration that drops a constraint needs the same name on every server.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Code points that Postgres' text cannot hold are refused at the door; no length limits here.
TextList = ARRAY(Text)


def new_id() -> UUID:
    """A UUIDv7: sorts by the time it was made, so that new rows land at the end of an index."""
    return uuid7()


def now() -> datetime:
    return datetime.now(UTC)


def Moment(**options: Any) -> Any:
    """A field for a time with its zone (``timestamptz``)."""
    return Field(sa_type=DateTime(timezone=True), **options)


def Words(**options: Any) -> Any:
    """A field for text without a length limit (``text``)."""
    return Field(sa_type=Text, **options)


def WordList(**options: Any) -> Any:
    """A field for a list of texts (``text[]``)."""
    return Field(sa_type=TextList, default_factory=list, **options)


def IdList(**options: Any) -> Any:
    """A field for a list of ids (``uuid[]``)."""
    return Field(sa_type=ARRAY(Uuid), default_factory=list, **options)


def MomentList(**options: Any) -> Any:
    """A field for a list of times with their zone (``timestamptz[]``)."""
    return Field(sa_type=ARRAY(DateTime(timezone=True)), default_factory=list, **options)


def Transaction() -> Any:
    """A field for the number of the transaction that wrote the row last (``pg_current_xact_id()``)."""
    default = text("(pg_current_xact_id()::text)::bigint")
    return Field(default=None, sa_column=Column(BigInteger, nullable=False, server_default=default))
