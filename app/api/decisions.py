"""Decisions of editors: those about an event, and undoing one."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.bodies import body, described
from app.api.conditions import SeenPerhaps, tagged
from app.api.pages import page
from app.api.state import SessionDep
from app.schemas.decisions import DecisionPage, EditOut
from app.schemas.editing import Signed
from app.schemas.queries import PageQuery
from app.store.decided import decisions_of, shown
from app.store.editing import Signature
from app.store.undoing import undo

router = APIRouter(prefix="/v1", tags=["editors"])

_UNDONE: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such decision."},
    409: {"description": "It is undone already, or a later decision rests on it."},
    412: {"description": "Its event has changed since."},
}


@router.get(
    "/events/{event_id}/decisions",
    response_model=DecisionPage,
    responses={404: {"description": "There is no such event."}},
    summary="Its decisions",
)
async def get_decisions(
    request: Request,
    response: Response,
    session: SessionDep,
    event_id: UUID,
    wanted: Annotated[PageQuery, Query()],
) -> dict[str, Any]:
    """What editors decided about the event and about those that became part of it, the latest first; undone
    decisions too."""
    return page(request, response, await decisions_of(session, event_id, wanted))


@router.post(
    "/decisions/{decision_id}/undo",
    response_model=EditOut,
    responses=_UNDONE,
    openapi_extra=described(Signed),
    summary="Undo a decision",
)
async def post_undo(
    response: Response,
    seen: SeenPerhaps,
    session: SessionDep,
    decision_id: UUID,
    sent: Annotated[Signed, Depends(body(Signed))],
) -> EditOut:
    """The machine's word counts again, or an earlier editor's; merged events are apart again, split ones one.

    Decisions that were made since stay. If-Match is looked at if it is sent, and not asked for: the decision itself
    says what is meant, and can be undone only once.
    """
    by = Signature(author=sent.author, reason=sent.reason)
    found = await shown(session, await undo(session, decision_id, seen, by))
    tagged(response, found.event.version if found.event else None)
    return found
