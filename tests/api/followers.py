"""Readers that follow the feed from outside, and writers of changes that can be killed."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx

from app.db import plain_dsn

# Each transaction writes its changes one by one, with pauses, so that later ones commit before it.
WRITER = """
import asyncio, json, random, sys, asyncpg
INSERT = '''insert into changes (event_id, kind, version, other_event_ids, difference, snapshot, at)
            values (gen_random_uuid(), 'created', 1, '{}', '{}', $1, now())'''
async def write(dsn, name):
    connection = await asyncpg.connect(dsn, server_settings={"application_name": "writer"})
    dice = random.Random(name)
    print("ready", flush=True)
    for number in range(10**9):
        change = connection.transaction()
        await change.start()
        for part in range(dice.choice([1, 2, 4])):
            await connection.execute(INSERT, json.dumps({"name": f"{name}.{number}.{part}"}))
            await asyncio.sleep(dice.choice([0, 0, 0.002, 0.03]))
        await connection.execute("select pg_notify('dateline_changes', '')")
        await (change.rollback if dice.random() < 0.2 else change.commit)()
asyncio.run(write(sys.argv[1], sys.argv[2]))
"""

# Changes with snapshots of so many characters.
MANY = """
    insert into changes (event_id, kind, version, other_event_ids, difference, snapshot, at)
    select gen_random_uuid(), 'created', 1, '{{}}', '{{}}',
           jsonb_build_object('name', n, 'filler', repeat('x', {size})), now()
    from generate_series(1, {number}) n
    """


@dataclass
class Message:
    """One block of a stream of server-sent events."""

    id: str | None = None
    event: str | None = None
    data: Any = None
    retry: int | None = None
    comment: bool = False


def messages(lines: Iterator[str]) -> Iterator[Message]:
    """As a browser reads them."""
    message = Message()
    for line in lines:
        name, _, value = line.partition(": ")
        if not line:
            yield message
            message = Message()
        elif line.startswith(":"):
            message.comment = True
        elif name == "data":
            message.data = json.loads(value)
        elif name == "retry":
            message.retry = int(value)
        else:
            setattr(message, name, value)


@contextmanager
def streaming(address: str, path: str = "/v1/stream", **headers: str) -> Iterator[Iterator[Message]]:
    with (
        httpx.Client(base_url=address, timeout=30) as client,
        client.stream("GET", path, headers=headers) as answer,
    ):
        assert answer.status_code == 200, answer.read()
        yield messages(answer.iter_lines())


def changes(found: Iterator[Message], number: int) -> list[dict[str, Any]]:
    """The next changes of a stream; heartbeats alone are no reason to wait for ever."""
    seen = []
    give_up = time.monotonic() + 90
    for message in found:
        assert time.monotonic() < give_up, f"only {len(seen)} of {number} changes came"
        if message.data is not None:
            seen.append(message.data)
        if len(seen) == number:
            break
    return seen


def named(change: Any) -> str:
    """No other change has this name."""
    return f"{change['event_id']} {change['version']}"


@dataclass
class Follower:
    """Collects changes in a thread of its own until it is told to stop."""

    work: Callable[["Follower"], None]
    seen: list[str] = field(default_factory=list)
    stopped: bool = False
    failed: Exception | None = None

    def __enter__(self) -> "Follower":
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        return self

    def run(self) -> None:
        try:
            self.work(self)
        except Exception as error:
            self.failed = error

    def __exit__(self, *_: object) -> None:
        self.stopped = True
        self.thread.join(30)
        assert not self.thread.is_alive()
        if self.failed:
            raise self.failed


def polling(address: str) -> Follower:
    def work(self: Follower) -> None:
        path = "/v1/changes?limit=37"
        with httpx.Client(base_url=address, timeout=30) as client:
            while not self.stopped:
                body = client.get(path).raise_for_status().json()
                self.seen += [named(change) for change in body["items"]]
                path = body["next"]
                time.sleep(0 if body["more"] else 0.01)

    return Follower(work)


def tailing(address: str, cut_after: int) -> Follower:
    """Loses its connection after every ``cut_after`` changes and comes back where it was."""

    def work(self: Follower) -> None:
        last = None
        while not self.stopped:
            headers = {"Last-Event-ID": last} if last else {}
            with streaming(address, "/v1/stream?after=first", **headers) as found:
                taken = 0
                for message in found:
                    last = message.id or last
                    if message.data:
                        self.seen.append(named(message.data))
                        taken += 1
                    if taken == cut_after or self.stopped:
                        break

    return Follower(work)


def by_id(url: str) -> Follower:
    """The reader that remembers the highest id it saw."""

    def work(self: Follower) -> None:
        asyncio.run(read(self))

    async def read(self: Follower) -> None:
        connection, last = await asyncpg.connect(plain_dsn(url)), 0
        while not self.stopped:
            for row in await connection.fetch(
                "select id, event_id, version from changes where id > $1 order by id", last
            ):
                last = row["id"]
                self.seen.append(named(row))
        await connection.close()

    return Follower(work)
