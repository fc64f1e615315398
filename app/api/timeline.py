"""GET /v1/timeline: events grouped by day, week or month."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.freshness import fresh
from app.api.pages import timeline_page
from app.api.state import SessionDep
from app.schemas.timeline import Timeline, TimelineQuery
from app.store.timeline import timeline

router = APIRouter(prefix="/v1/timeline", tags=["events"])


@router.get("", response_model=Timeline, summary="Events over time")
async def get_timeline(
    request: Request, response: Response, session: SessionDep, wanted: Annotated[TimelineQuery, Query()]
) -> Response:
    """Groups that have events, or with `empty` all, each with counts by family and the events that stand out."""
    await fresh(request, response, session, wanted.today)
    return timeline_page(request, response, await timeline(session, wanted), wanted.today)
