"""Actors: look-up as somebody types, one, and its timeline."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.pages import page, timeline_page
from app.api.state import SessionDep, StateDep
from app.config import ACTORS_FILE
from app.errors import ActorsBroken, Invalid
from app.extract.who.facts import KnowledgeError
from app.names import tables
from app.schemas.actors import ActorFull, ActorPage
from app.schemas.lookup import ActorQuery
from app.schemas.texts import QueryText
from app.schemas.timeline import Timeline, TimelineQuery
from app.store.profiles import actor_profile, find_actors, the_actor
from app.store.timeline import timeline

router = APIRouter(prefix="/v1/actors", tags=["actors and places"])

ActorId = Annotated[QueryText, Path(description="Id of the actor.", examples=["country:IR"])]
ANSWERS: dict[int | str, dict[str, Any]] = {404: {"description": "No event ever named such an actor."}}


class MonthsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    months: int = Field(24, ge=1, le=240, description="Months of activity.", examples=[24])


async def known(state: StateDep) -> Mapping[str, tables.Entry]:
    """The actors of the tables. Raises ActorsBroken if the desk's own cannot be read."""
    try:
        # in a thread: the first time, and after the desk's file has changed, it reads for a tenth of a second
        return await asyncio.to_thread(tables.actors, state.settings.actors / ACTORS_FILE)
    except (KnowledgeError, OSError, UnicodeDecodeError) as error:
        raise ActorsBroken(reason=str(error)) from error


KnownDep = Annotated[Mapping[str, tables.Entry], Depends(known)]


@router.get("", response_model=ActorPage, summary="Look actors up")
async def get_actors(
    request: Request,
    response: Response,
    session: SessionDep,
    entries: KnownDep,
    wanted: Annotated[ActorQuery, Query()],
) -> dict[str, Any]:
    """Actors that events name, by any name as it is typed; without `q` all of them."""
    return page(request, response, await find_actors(session, wanted, entries))


@router.get("/{actor_id}", response_model=ActorFull, responses=ANSWERS, summary="One actor")
async def get_one(
    session: SessionDep, entries: KnownDep, actor_id: ActorId, wanted: Annotated[MonthsQuery, Query()]
) -> ActorFull:
    """Names, dated offices, with whom it is in events, and activity by month."""
    return await actor_profile(session, actor_id, wanted.months, entries)


@router.get("/{actor_id}/timeline", response_model=Timeline, responses=ANSWERS, summary="Its timeline")
async def get_timeline(
    request: Request,
    response: Response,
    session: SessionDep,
    actor_id: ActorId,
    wanted: Annotated[TimelineQuery, Query()],
) -> Response:
    """`GET /v1/timeline` with this actor: every parameter of it but `actor`."""
    if wanted.actor:
        reason = "is given by the path; for events of two actors take pair"
        raise Invalid(field="actor", location="query", code="actor_in_path", reason=reason)
    await the_actor(session, actor_id)
    mine = wanted.model_copy(update={"actor": [actor_id]})
    return timeline_page(request, response, await timeline(session, mine), mine.today)
