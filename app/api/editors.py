"""What editors do to events: set values, merge, split, verify, reject, keep apart."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from app.api.bodies import body, described
from app.api.conditions import Seen, tagged
from app.api.state import SessionDep
from app.schemas.decisions import EditOut
from app.schemas.editing import EventPatch, KeepApartIn, MergeIn, Signed, SplitIn
from app.store.decided import shown
from app.store.editing import Edited, Signature, keep_apart, merge, opened, review, set_values, split
from app.store.given import resolved

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

router = APIRouter(prefix="/v1/events/{event_id}", tags=["editors"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    308: {"description": "The event was merged into another; Location tells where to send it."},
    404: {"description": "There is no such event."},
    409: {"description": "Another decision stands against it."},
    410: {"description": "Nobody reports the event any more."},
    412: {"description": "The event has changed since; look at it again."},
    428: {"description": "If-Match is missing."},
}

PatchBody = Annotated[EventPatch, Depends(body(EventPatch))]
MergeBody = Annotated[MergeIn, Depends(body(MergeIn))]
SplitBody = Annotated[SplitIn, Depends(body(SplitIn))]
KeepApartBody = Annotated[KeepApartIn, Depends(body(KeepApartIn))]
SignedBody = Annotated[Signed, Depends(body(Signed))]


def act(
    path: str, sent: type[Signed], summary: str, status_code: int = 200
) -> Callable[[Endpoint], Endpoint]:
    """POST ``path``: an act on the event, told by a body of the model ``sent``."""
    return router.post(
        path,
        status_code=status_code,
        response_model=EditOut,
        responses=ANSWERS,
        openapi_extra=described(sent),
        summary=summary,
    )


def signature(sent: Signed) -> Signature:
    return Signature(author=sent.author, reason=sent.reason)


async def answered(session: SessionDep, response: Response, edited: Edited) -> EditOut:
    """The events as the act left them, with the ETag of the first."""
    found = await shown(session, edited)
    tagged(response, found.event.version if found.event else None)
    return found


@router.patch(
    "", response_model=EditOut, responses=ANSWERS, openapi_extra=described(EventPatch), summary="Set values"
)
async def patch_event(
    response: Response, seen: Seen, session: SessionDep, event_id: UUID, sent: PatchBody
) -> EditOut:
    """Set fields of the event, for good: whatever articles tell later, an editor's value stands until he undoes it."""
    await opened(session, event_id, seen)  # before rows of actors, as whoever stores articles does
    values = await resolved(session, sent)
    return await answered(
        session, response, await set_values(session, event_id, seen, signature(sent), values)
    )


@act("/merge", MergeIn, "Merge events")
async def post_merge(
    response: Response, seen: Seen, session: SessionDep, event_id: UUID, sent: MergeBody
) -> EditOut:
    """Make other events part of this one, for good. Their ids lead here from now on."""
    edited = await merge(session, event_id, seen, signature(sent), sent.event_ids)
    return await answered(session, response, edited)


@act("/split", SplitIn, "Split an event", status_code=201)
async def post_split(
    response: Response, seen: Seen, session: SessionDep, event_id: UUID, sent: SplitBody
) -> EditOut:
    """Put some of its reports into a new event, for good: the two are never merged again. Location leads to it."""
    edited = await split(session, event_id, seen, signature(sent), sent.report_ids)
    response.headers["Location"] = f"/v1/events/{edited.others[0]}"
    return await answered(session, response, edited)


@act("/verify", Signed, "Verify an event")
async def post_verify(
    response: Response, seen: Seen, session: SessionDep, event_id: UUID, sent: SignedBody
) -> EditOut:
    """Vouch for the event. It stays even if every article about it is taken back."""
    edited = await review(session, event_id, seen, signature(sent), verified=True)
    return await answered(session, response, edited)


@act("/reject", Signed, "Reject an event")
async def post_reject(
    response: Response, seen: Seen, session: SessionDep, event_id: UUID, sent: SignedBody
) -> EditOut:
    """Say that it is no event: misread, or not what its articles mean."""
    edited = await review(session, event_id, seen, signature(sent), verified=False)
    return await answered(session, response, edited)


@act("/keep-apart", KeepApartIn, "Keep events apart")
async def post_keep_apart(
    response: Response, seen: Seen, session: SessionDep, event_id: UUID, sent: KeepApartBody
) -> EditOut:
    """Never merge this event with one of the others, however alike they are told."""
    edited = await keep_apart(session, event_id, seen, signature(sent), sent.event_ids)
    return await answered(session, response, edited)
