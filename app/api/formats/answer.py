"""A list of events in a format other than JSON: all of it as an export, or one page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from app.api.formats.exporting import Export, chunks
from app.api.formats.forms import FORMS
from app.api.formats.negotiation import MEDIA_TYPES
from app.api.formats.shape import Document, Page, Streamed
from app.api.pages import next_path
from app.api.state import State
from app.schemas.formats import Format
from app.schemas.queries import EventQuery
from app.store.event_pages import list_events

_UNTOLD = ("format", "limit", "cursor", "sort")
# How OpenAPI shows them. JSON is described by its model.
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The events, in the format that `format` or Accept asks for.",
        "content": {
            media: {"schema": {"type": "string"}} for media in MEDIA_TYPES if media != "application/json"
        },
    },
    304: {"description": "Nothing has changed since the ETag in If-None-Match."},
    406: {"description": "Accept names no format that there is."},
    503: {"description": "As many exports are being sent as this server sends at once."},
}


async def answer(
    request: Request,
    state: State,
    session: AsyncSession,
    wanted: EventQuery,
    name: Format,
    headers: Mapping[str, str],
) -> Response:
    """The answer in the format ``name``. Raises Invalid for a cursor that is not the query's, and TooManyExports."""
    form = FORMS[name]
    wanted = form.meant(wanted)
    if isinstance(form, Streamed) and not {"limit", "cursor"} & request.query_params.keys():
        await session.commit()  # its connection is not needed any more
        return await _export(state, wanted, form, headers)
    listed = await list_events(session, wanted)
    following = next_path(request, listed.cursor)
    told = {**headers, **_link(following), **_saved(form)}
    if isinstance(form, Streamed):
        return Response(form.whole(listed.items), headers=told, media_type=form.media_type)
    page = Page(
        events=listed.items,
        title=_title(request),
        base=str(request.base_url),
        self=str(request.url),
        next=following and urljoin(str(request.base_url), following),
    )
    return Response(form.whole(page), headers=told, media_type=form.media_type)


async def _export(state: State, wanted: EventQuery, form: Streamed, headers: Mapping[str, str]) -> Response:
    """The first chunk is waited for, so that what is wrong by then is a problem and not half an answer."""
    rest = chunks(state, form, wanted)
    first = await anext(rest)
    return Export(
        first,
        rest,
        media_type=form.media_type,
        headers={**headers, **_saved(form)},
        stall=state.settings.stream_stall_seconds,
    )


def _link(following: str | None) -> dict[str, str]:
    return {"Link": f'<{following}>; rel="next"'} if following else {}


def _saved(form: Streamed | Document) -> dict[str, str]:
    name = form.filename if isinstance(form, Streamed) else None
    return {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}


def _title(request: Request) -> str:
    """The filter in words, so that two subscriptions can be told apart."""
    told = [f"{name} {value}" for name, value in request.query_params.multi_items() if name not in _UNTOLD]
    return ": ".join(["Dateline", ", ".join(told) or "all events"])
