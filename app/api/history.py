"""GET /v1/events/{event_id}/history: what became of an event."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.pages import page
from app.api.state import SessionDep
from app.schemas.changes import History, HistoryQuery
from app.store.history import history, merged_from, merged_into

router = APIRouter(prefix="/v1/events", tags=["events"])


@router.get(
    "/{event_id}/history",
    response_model=History,
    responses={404: {"description": "There never was such an event."}},
    summary="Its history",
)
async def get_history(
    request: Request,
    response: Response,
    session: SessionDep,
    event_id: UUID,
    wanted: Annotated[HistoryQuery, Query()],
) -> dict[str, Any]:
    """Every version: who made it when and why, and what differed, the latest first.

    Answers for every id that ever was. An event that was merged or that nobody reports any more keeps its history
    under its own id: this is the one address below it that does not lead on.
    """
    listed = page(request, response, await history(session, event_id, wanted))
    return listed | {
        "event_id": event_id,
        "merged_into": await merged_into(session, event_id),
        "merged_from": await merged_from(session, event_id),
    }
