"""``dateline doctor``"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import asyncpg
import httpx
import typer
from rich.console import Console

from app.cli.common import OLDEST, Found, address, check, look_at
from app.config import Settings
from app.db import plain_dsn
from app.embedded import EmbeddedPostgres, database
from app.errors import DatelineError, NotMigrated
from app.pool import ExtractionPool

_QUEUE = """
select (select count(*) from articles where state = 'done' and retracted_at is null) as done,
       (select count(*) from articles where state in ('queued', 'processing') and retracted_at is null) as waiting,
       (select count(*) from articles where state = 'failed' and retracted_at is null) as failed,
       (select count(distinct queue_manager_id) from pgqueuer
        where heartbeat > now() - interval '1 minute' and status = 'picked') as busy
"""


_REPLAYED = """
select pg_is_in_recovery() as standby,
       case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
            else extract(epoch from now() - pg_last_xact_replay_timestamp()) end as behind
"""


class Unwell(DatelineError):
    """{reason}"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at; ``look`` says how it is, or raises DatelineError or OSError."""

    name: str
    look: Callable[[Settings], str]


def command(
    quick: Annotated[bool, typer.Option("--quick", help="Do not load the language model.")] = False,
) -> None:
    """Say what is configured, reachable, migrated and loaded; ends with 1 if something is broken."""
    settings = Settings()
    out = Console(highlight=False, soft_wrap=True)
    out.print(f"[bold]{'settings':<10}[/bold] ok: {_settings()}")
    checks = [
        Check("database", _database),
        *([Check("replicas", _replicas)] if settings.read_urls else []),
        Check("cache", _cache),
        Check("model", _model),
        Check("api", _api),
    ]
    broken = 0
    for item in checks:
        if quick and item.name == "model":
            continue
        try:
            words, style = f"ok: {item.look(settings)}", "green"
        except (DatelineError, OSError, asyncpg.PostgresError) as error:
            words, style = f"broken: {error}", "red"
            broken += 1
        out.print(
            f"[bold]{item.name:<10}[/bold] [{style}]{words.partition(':')[0]}[/]:{words.partition(':')[2]}"
        )
    raise typer.Exit(1 if broken else 0)


def _settings() -> str:
    names = sorted(n for n in os.environ if n.startswith("DATELINE_") or n == "DATABASE_URL")
    return ("from the environment " + ", ".join(names)) if names else "all at their defaults"


def _database(settings: Settings) -> str:
    if settings.database_url is not None:
        found = look_at(settings.database_url)
        return f"{address(settings.database_url)}, {_state(settings.database_url, found)}"
    server = EmbeddedPostgres(settings.data_dir)
    if not server.cluster.exists():
        return f"embedded, not made yet; the first `dateline serve` or `migrate` makes it in {server.folder}"
    with database(settings) as url:
        return f"embedded, in {server.folder}, socket in {server.socket_folder}, {_state(url, look_at(url))}"


def _state(url: str, found: Found) -> str:
    """Version, migration, articles. Raises Unwell or NotMigrated."""
    if int(found.version.split(".")[0]) < OLDEST:
        raise Unwell(reason=f"PostgreSQL {found.version} is too old; {OLDEST} or newer is needed.")
    try:
        check(found)
    except NotMigrated as error:
        raise Unwell(reason=f"{address(url)} answers. {error}") from error
    return f"PostgreSQL {found.version}, at revision {found.revision}; {asyncio.run(_articles(url))}"


async def _articles(url: str) -> str:
    connection = await asyncpg.connect(plain_dsn(url))
    try:
        row = await connection.fetchrow(_QUEUE)
    finally:
        await connection.close()
    busy = f"{row['busy']} workers busy" if row["busy"] != 1 else "one worker busy"
    return f"articles: {row['done']} read, {row['waiting']} waiting, {row['failed']} failed; {busy}"


def _replicas(settings: Settings) -> str:
    """How far each one is. Raises Unwell for one that is none, DatabaseUnreachable."""
    for url in settings.read_urls:
        look_at(url)
    return "; ".join(asyncio.run(_replica(url)) for url in settings.read_urls)


async def _replica(url: str) -> str:
    connection = await asyncpg.connect(plain_dsn(url))
    try:
        row = await connection.fetchrow(_REPLAYED)
    finally:
        await connection.close()
    if not row["standby"]:
        raise Unwell(reason=f"{address(url)} is no replica: reads would not see what is written elsewhere")
    behind = "has replayed nothing yet" if row["behind"] is None else f"is {row['behind']:.1f} s behind"
    return f"{address(url)} {behind}"


def _cache(settings: Settings) -> str:
    settings.cache_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.cache_dir):
        return f"{settings.cache_dir} can be written"


def _model(settings: Settings) -> str:
    """Load it the way a worker does, in an extraction process."""
    started = time.monotonic()
    asyncio.run(_load(settings))
    return f"{settings.spacy_model} loads in {time.monotonic() - started:.1f} s"


async def _load(settings: Settings) -> None:
    async with ExtractionPool(settings, 1) as pool:
        await pool.warm()


def _api(settings: Settings) -> str:
    base = f"http://{settings.host}:{settings.port}"
    try:
        answer = httpx.get(f"{base}/readyz", timeout=5)
    except httpx.HTTPError:
        return f"nothing serves on {base} now"
    if answer.status_code != 200:
        raise Unwell(reason=f"{base} answers {answer.status_code}: {answer.text[:300]}")
    return f"{base} is ready"
