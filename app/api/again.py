"""Has the primary answer what a replica could not, and gives tokens to those who write."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.reading import READS, TOKEN, Reading
from app.api.state import State
from app.store.staleness import shown


class AskAgain:
    """A read that ends with a problem at a replica is begun anew at the primary; nobody sees the first attempt.

    The answer to a write carries the position behind it as a token, that of a refused one too: whoever is told that
    something has changed must be able to read what.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        untouched = dict(scope)
        if not await self._attempt(scope, receive, send, primary=False):
            scope.clear()  # the counting middleware reads the route from the one that it knows
            scope.update(untouched)
            await self._attempt(scope, receive, send, primary=True)

    async def _attempt(self, scope: Scope, receive: Receive, send: Send, *, primary: bool) -> bool:
        """False if nothing was sent, as the answer is not the last word."""
        reading = Reading.begin(scope, primary=primary)

        async def watch(message: Message) -> None:
            if reading.again:
                return
            if message["type"] == "http.response.start" and (token := await _token(scope, reading)):
                MutableHeaders(scope=message)[TOKEN] = token
            await send(message)

        await self.app(scope, receive, watch)
        return not reading.again


async def _token(scope: Scope, reading: Reading) -> str | None:
    """For a read only if it came with one."""
    if reading.token or not reading.at_primary:
        return reading.token
    if scope["method"] in READS and TOKEN.lower().encode() not in dict(scope["headers"]):
        return None
    state: State = scope["state"]["dateline"]
    position = await state.replicas.end_of_log()
    return None if position is None else shown(position)
