"""``dateline worker``"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from typing import Annotated

import typer

from app.cli.common import ready_database, start_logging
from app.config import Settings
from app.workers.loop import run_worker


def command(
    with_parent: Annotated[
        bool, typer.Option(help="End when the process that started us does.", hidden=True)
    ] = False,
) -> None:
    """Read queued articles until asked to end; run as many as you like.

    The first SIGTERM or Ctrl-C lets the article in hand finish, a second one does not.
    """
    settings = Settings()
    start_logging(settings.log_level)
    if with_parent:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with ready_database(settings) as url:
        asyncio.run(_work(settings, url))


async def _work(settings: Settings, url: str) -> None:
    stop = asyncio.Event()

    def asked() -> None:
        if stop.is_set():
            os._exit(130)  # safe at any moment: what was claimed is picked up when its lease ends
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked)
    await run_worker(settings, url, stop)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
