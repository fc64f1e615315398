"""The review queue: what the machine asks editors, and their answers in one call each."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.bodies import body, described
from app.api.conditions import tagged
from app.api.pages import page
from app.api.state import SessionDep
from app.schemas.editing import AcceptIn, Signed, Values
from app.schemas.suggestions import AnswerOut, SuggestionPage, SuggestionQuery
from app.store.decided import shown
from app.store.editing import Signature
from app.store.suggested import State, answer, list_suggestions, suggestions

router = APIRouter(prefix="/v1/suggestions", tags=["editors"])

_ANSWERED: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such suggestion, or its event is gone."},
    409: {"description": "It is answered already, or a decision stands against it."},
}


@router.get("", response_model=SuggestionPage, summary="The review queue")
async def get_suggestions(
    request: Request, response: Response, session: SessionDep, wanted: Annotated[SuggestionQuery, Query()]
) -> dict[str, Any]:
    """Likely duplicates, the likeliest first; then contradictions, the oldest first; then events that were read with
    low confidence, the least certain first."""
    return page(request, response, await list_suggestions(session, wanted))


@router.post(
    "/{suggestion_id}/accept",
    response_model=AnswerOut,
    responses=_ANSWERED,
    openapi_extra=described(AcceptIn),
    summary="Accept a suggestion",
)
async def post_accept(
    response: Response,
    session: SessionDep,
    suggestion_id: UUID,
    sent: Annotated[AcceptIn, Depends(body(AcceptIn))],
) -> AnswerOut:
    """Yes: duplicates are merged, the younger into the older; a contradiction is settled by `values`, or else by the
    event's own; an event that was read with low confidence is rejected."""
    return await _answer(response, session, suggestion_id, "accepted", sent, sent.values)


@router.post(
    "/{suggestion_id}/dismiss",
    response_model=AnswerOut,
    responses=_ANSWERED,
    openapi_extra=described(Signed),
    summary="Dismiss a suggestion",
)
async def post_dismiss(
    response: Response,
    session: SessionDep,
    suggestion_id: UUID,
    sent: Annotated[Signed, Depends(body(Signed))],
) -> AnswerOut:
    """No: likely duplicates are kept apart for good; a contradiction stays as it is shown; an event that was read with
    low confidence is verified."""
    return await _answer(response, session, suggestion_id, "dismissed", sent)


async def _answer(
    response: Response,
    session: SessionDep,
    suggestion_id: UUID,
    state: State,
    sent: Signed,
    values: Values | None = None,
) -> AnswerOut:
    by = Signature(author=sent.author, reason=sent.reason)
    suggestion, edited = await answer(session, suggestion_id, state, by, values)
    made = await shown(session, edited)
    tagged(response, made.event.version if made.event else None)
    return AnswerOut(**dict(made), suggestion=(await suggestions(session, [suggestion]))[0])
