"""``dateline serve``"""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
from contextlib import ExitStack
from types import FrameType
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from app.cli.child import WorkerChild
from app.cli.common import check, errors, look_at, ready_database, start_logging
from app.config import Settings
from app.errors import DatabaseUnreachable, DatelineError, NotMigrated
from app.main import create_app, end_streams


class AddressTaken(DatelineError):
    """Nothing can listen on {host} port {port}: {reason}; choose another with --host and --port."""


class Server(uvicorn.Server):
    """Ends streams first: it would wait for them, then cut them off, though nothing is wrong with them."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self.app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        end_streams(self.app)
        await super().shutdown(sockets)


def command(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = None,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Serve alone, read no articles.")] = False,
) -> None:
    """Serve the API; with the embedded Postgres also start and migrate it, and read articles."""
    given = {"host": host, "port": port}
    settings = Settings().model_copy(update={k: v for k, v in given.items() if v is not None})
    start_logging(settings.log_level)
    # uvicorn raises the signal again when it has ended; without this SIGTERM would then end us on the spot.
    signal.signal(signal.SIGTERM, _leave)
    with ExitStack() as lasting:
        listener = lasting.enter_context(_listen(settings.host, settings.port))
        if not _is_loopback(settings.host):
            errors.print(
                f"Warning: {settings.host} may be reached from other machines, and there are no access keys yet: "
                "whoever reaches this port may read and write everything.",
                style="bold yellow",
                soft_wrap=True,
            )
        if settings.database_url is not None:
            _remark(settings.database_url)
        else:
            url = lasting.enter_context(ready_database(settings))
            if not no_worker:
                lasting.enter_context(WorkerChild(url, settings.shutdown_grace_seconds))
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        errors.print(
            f"Dateline serves on http://{shown}:{listener.getsockname()[1]}, see /docs", highlight=False
        )
        _serve(settings, listener)


def _remark(url: str) -> None:
    """Say what is wrong with the configured database; the API answers 503 until it is right."""
    try:
        check(look_at(url))
    except (DatabaseUnreachable, NotMigrated) as error:
        errors.print(f"Warning: {error}", style="bold yellow", soft_wrap=True)


def _serve(settings: Settings, listener: socket.socket) -> None:
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_config=None,
        # A request that hangs would otherwise keep the server from ending.
        timeout_graceful_shutdown=settings.shutdown_grace_seconds,
    )
    server = Server(config, app)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return
    if not server.started:  # uvicorn has logged why
        raise typer.Exit(1)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises AddressTaken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        # create_server writes the address into its own message; a name that is unknown has no errno above 0
        number = error.errno or 0
        reason = os.strerror(number) if number > 0 else error.strerror
        raise AddressTaken(host=host, port=port, reason=reason) from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
