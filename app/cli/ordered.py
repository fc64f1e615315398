"""Lines of JSON read in several processes and answered in their order."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.api.lines import Line, batches
from app.cli.texts import as_object, chunks, whole
from app.config import Settings
from app.errors import DatelineError
from app.pool import ExtractionPool

Read = Callable[[ExtractionPool, Mapping[str, Any]], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is printed for one line: JSON, or what is wrong with the line."""

    json: str | None = None
    wrong: str | None = None


async def print_in_order(settings: Settings, file: io.BufferedReader, read: Read) -> int:
    """Give each line's object, less its ``id``, to ``read``, and print the id with what it answers; 1 if a line was
    wrong. As many processes work as the settings say."""
    processes = settings.worker_processes
    wrong = 0
    async with ExtractionPool(settings, processes) as pool:
        await pool.warm()
        # A few lines ahead of the one whose turn it is to be printed, and no more: the input may be endless.
        running: deque[asyncio.Task[Answer]] = deque()
        async for batch in batches(chunks(file, lambda _: None), settings.body_limit_bytes, processes):
            for line in batch:
                running.append(asyncio.create_task(_answer(settings, pool, line, read)))
                if len(running) > 2 * processes:
                    wrong += _print(await running.popleft())
        while running:
            wrong += _print(await running.popleft())
    return int(wrong > 0)


async def _answer(settings: Settings, pool: ExtractionPool, line: Line, read: Read) -> Answer:
    try:
        fields = dict(as_object(whole(line, settings.body_limit_bytes)))
        id_ = fields.pop("id", None)
        found = await read(pool, fields)
    except DatelineError as error:
        return Answer(wrong=f"line {line.number}: {error}")
    return Answer(json=json.dumps({"id": id_, **found}, ensure_ascii=False))


def _print(answer: Answer) -> bool:
    """Print the answer; True if it tells of an error."""
    print(answer.wrong or answer.json, file=sys.stderr if answer.wrong else sys.stdout, flush=True)
    return answer.wrong is not None
