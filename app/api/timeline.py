"""GET /v1/timeline: events grouped by day, week or month."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from app.api.freshness import fresh
from app.api.pages import page
from app.api.state import SessionDep
from app.schemas.timeline import Timeline, TimelineQuery
from app.store.timeline import timeline, undated

router = APIRouter(prefix="/v1/timeline", tags=["events"])


@router.get("", response_model=Timeline, summary="Events over time")
async def get_timeline(
    request: Request, response: Response, session: SessionDep, wanted: Annotated[TimelineQuery, Query()]
) -> dict[str, Any]:
    """Groups that have events, or with `empty` all, each with counts by family and the events that stand out."""
    await fresh(request, response, session, wanted.today)
    groups = page(request, response, await timeline(session, wanted))
    return groups | {"undated": (await undated(session, wanted)).value, "today": wanted.today}
