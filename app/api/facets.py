"""GET /v1/facets: events counted by what they have in common."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.freshness import fresh
from app.api.state import SessionDep
from app.schemas.facets import FacetQuery, Facets
from app.store.facets import facets

router = APIRouter(prefix="/v1/facets", tags=["events"])


@router.get("", response_model=Facets, summary="Counts of events")
async def get_facets(
    request: Request, response: Response, session: SessionDep, wanted: Annotated[FacetQuery, Query()]
) -> Facets:
    """How many events each type, family, country, actor, pair of actors, place, source or status has, the values of
    most events first; with `over` by day, week or month as well."""
    await fresh(request, response, session)
    return await facets(session, wanted)
