"""An export on its way: as fast as its client takes it, and ended at once when the client goes away."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from app.api.formats.shape import Streamed
from app.api.state import State
from app.schemas.queries import EventQuery
from app.store.export import export


async def chunks(state: State, form: Streamed, wanted: EventQuery) -> AsyncGenerator[bytes, None]:
    """All that ``wanted`` means, in the form. Close it: until then it holds a connection to the database."""
    with state.exports.taken():
        async with state.sessions() as session, aclosing(export(session, wanted)) as batches:
            lead = form.head
            async for batch in batches:
                yield lead + form.entries(batch)
                lead = form.between
    yield form.tail


class Export(Response):
    """Answers with ``first`` and then ``rest``, which is closed in any case. A client that takes nothing for ``stall``
    seconds is given up.

    Only an export that is complete ends as HTTP wants it: after an error the server cuts the connection, and the
    client knows that something is missing.
    """

    def __init__(
        self,
        first: bytes,
        rest: AsyncGenerator[bytes, None],
        *,
        media_type: str,
        headers: Mapping[str, str],
        stall: float,
    ) -> None:
        self.first = first
        self.rest = rest
        self.stall = stall
        self.status_code = 200
        self.media_type = media_type
        self.background = None
        # a proxy that collects answers before it hands them on would have to hold all of it
        self.init_headers({**headers, "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(self.rest):
            sending = asyncio.create_task(self._send(send))
            gone = asyncio.create_task(_gone(receive))
            try:
                await asyncio.wait((sending, gone), return_when=asyncio.FIRST_COMPLETED)
            finally:
                ended = sending.done()
                sending.cancel()
                gone.cancel()
                await asyncio.gather(sending, gone, return_exceptions=True)
        if ended:
            sending.result()  # what went wrong is for the server to see

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await self._send_soon(send, self.first)
        async for chunk in self.rest:
            await self._send_soon(send, chunk)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_soon(self, send: Send, chunk: bytes) -> None:
        async with asyncio.timeout(self.stall):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _gone(receive: Receive) -> None:
    message: Message = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()
