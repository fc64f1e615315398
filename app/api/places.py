"""Places: look-up as somebody types, and one."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.pages import page
from app.api.state import SessionDep
from app.schemas.lookup import PlaceQuery
from app.schemas.places import PlaceFull, PlacePage
from app.schemas.texts import QueryText
from app.store.profiles import find_places, place_profile

router = APIRouter(prefix="/v1/places", tags=["actors and places"])

PlaceId = Annotated[QueryText, Path(description="Id of the place.", examples=["geonames:112931"])]
ANSWERS: dict[int | str, dict[str, Any]] = {404: {"description": "No event ever was in such a place."}}


@router.get("", response_model=PlacePage, summary="Look places up")
async def get_places(
    request: Request, response: Response, session: SessionDep, wanted: Annotated[PlaceQuery, Query()]
) -> dict[str, Any]:
    """Places that events name, by any name as it is typed; without `q` all of them."""
    return page(request, response, await find_places(session, wanted))


# ":path", as the name of a place, and so its id, may have a slash
@router.get("/{place_id:path}", response_model=PlaceFull, responses=ANSWERS, summary="One place")
async def get_one(session: SessionDep, place_id: PlaceId) -> PlaceFull:
    """Names in every script, where it is, and how many events were there."""
    return await place_profile(session, place_id)
