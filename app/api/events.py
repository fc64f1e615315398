"""Events: the filtered list, one, and the reports that say so; as they are, or as they were known at a moment."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.conditions import tagged
from app.api.formats.answer import ANSWERS as FORMATS
from app.api.formats.answer import answer
from app.api.formats.negotiation import negotiated
from app.api.freshness import fresh
from app.api.moved import ANSWERS
from app.api.pages import as_json, page
from app.api.state import SessionDep, StateDep
from app.schemas.events import EventFull, EventPage, ReportPage
from app.schemas.formats import EventListQuery
from app.schemas.queries import AsOfQuery, PageQuery, PastPageQuery
from app.store.event_pages import list_rows
from app.store.events import Listed, get_event, tolls_of
from app.store.evidence import reports_changed_since, reports_of_event
from app.store.shown import told

router = APIRouter(prefix="/v1/events", tags=["events"])

_REPORTS_SHOWN = 100


@router.get("", response_model=EventPage, responses=FORMATS, summary="List events")
async def get_events(
    request: Request,
    response: Response,
    state: StateDep,
    session: SessionDep,
    wanted: Annotated[EventListQuery, Query()],
) -> Response:
    """The events that all given conditions hold for. Repeat a parameter for OR."""
    name = negotiated(request.headers.get("accept"), wanted.format)
    headers = await fresh(request, response, session)
    wanted = wanted.model_copy(update={"format": None})  # a cursor leads on in any format
    if name == "json":
        listed = await list_rows(session, wanted)
        body = page(request, response, Listed(told(listed.items), listed.cursor, listed.count))
        return as_json(body, response)
    return await answer(request, state, session, wanted, name, headers)


@router.get("/{event_id}", response_model=EventFull, responses=ANSWERS, summary="One event")
async def get_one(
    response: Response, session: SessionDep, event_id: UUID, wanted: Annotated[AsOfQuery, Query()]
) -> EventFull:
    """One event with its reports and the sentences that tell of it. ETag is what an editor's If-Match takes."""
    event = await get_event(session, event_id, wanted.as_of)
    reports = await reports_of_event(session, event_id, PageQuery(limit=_REPORTS_SHOWN), wanted.as_of)
    changed = await reports_changed_since(session, event_id, wanted.as_of)
    tolls = await tolls_of(session, event_id, wanted.as_of)
    if wanted.as_of is None:
        tagged(response, event.version)
    return EventFull(**dict(event), tolls=tolls, reports=reports.items, reports_changed_since=changed)


@router.get("/{event_id}/reports", response_model=ReportPage, responses=ANSWERS, summary="Its reports")
async def get_reports(
    request: Request,
    response: Response,
    session: SessionDep,
    event_id: UUID,
    wanted: Annotated[PastPageQuery, Query()],
) -> dict[str, Any]:
    """Every account of the event, the latest published first."""
    await get_event(session, event_id, wanted.as_of)
    listed = page(request, response, await reports_of_event(session, event_id, wanted, wanted.as_of))
    return listed | {"reports_changed_since": await reports_changed_since(session, event_id, wanted.as_of)}
