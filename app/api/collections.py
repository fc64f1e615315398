"""OGC API Features (Part 1: Core, 1.0.1): events as a collection that maps read."""

from datetime import UTC, datetime, time
from typing import Annotated, Any
from urllib.parse import urlencode, urljoin
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic_core import to_json

from app.api.formats.geojson import MEDIA_TYPE as GEOJSON
from app.api.formats.geojson import feature
from app.api.freshness import fresh
from app.api.moved import ANSWERS
from app.api.pages import next_path
from app.api.state import SessionDep
from app.errors import NotFound
from app.schemas.events import EventOut
from app.schemas.features import (
    Collection,
    Collections,
    Conformance,
    Extent,
    ItemsQuery,
    Landing,
    LinkOut,
    Spatial,
    Temporal,
)
from app.store.event_pages import list_events
from app.store.events import Listed, get_event
from app.store.extent import first_day

router = APIRouter(prefix="/v1", tags=["features"])

_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_CONFORMS = [f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "geojson")]
_JSON = "application/json"
_OPENAPI = "application/vnd.oai.openapi+json;version=3.1"
_ABOUT = "Geopolitical events from the news: who did what to whom, when and where, and who says so."
_OTHER_FORMATS = {"json": _JSON, "csv": "text/csv", "ndjson": "application/x-ndjson"}
_FEATURES: dict[int | str, dict[str, Any]] = {
    200: {"description": "GeoJSON (RFC 7946).", "content": {GEOJSON: {"schema": {"type": "object"}}}},
    400: {"description": "A parameter is wrong, or not known."},
}


@router.get("", response_model=Landing, summary="Landing page for maps")
async def get_landing(request: Request) -> Landing:
    """Where clients of OGC API Features, such as QGIS, begin: this is the address to give them."""
    links = [
        _link(request, "/v1", "self", "This page"),
        _link(request, "/openapi.json", "service-desc", "Description of the API", _OPENAPI),
        _link(request, "/docs", "service-doc", "Documentation", "text/html"),
        _link(request, "/v1/conformance", "conformance", "What of the standard is kept"),
        _link(request, "/v1/collections", "data", "Collections"),
    ]
    return Landing(title="Dateline", description=_ABOUT, links=links)


@router.get("/conformance", response_model=Conformance, summary="Conformance for maps")
async def get_conformance() -> Conformance:
    """The classes of OGC API Features that are kept."""
    return Conformance(conformsTo=_CONFORMS)


@router.get("/collections", response_model=Collections, summary="Collections for maps")
async def get_collections(request: Request, session: SessionDep) -> Collections:
    """One: the events."""
    links = [_link(request, "/v1/collections", "self", "Collections")]
    return Collections(collections=[await _events(request, session)], links=links)


@router.get("/collections/events", response_model=Collection, summary="The collection of events")
async def get_collection(request: Request, session: SessionDep) -> Collection:
    """What it holds, and where."""
    return await _events(request, session)


@router.get(
    "/collections/events/items", response_class=Response, responses=_FEATURES, summary="Events as features"
)
async def get_items(
    request: Request, response: Response, session: SessionDep, wanted: Annotated[ItemsQuery, Query()]
) -> Response:
    """A page of events as GeoJSON. Every filter of /v1/events works, besides `bbox` and `datetime` as the standard has
    them; unlike elsewhere, a wrong or unknown parameter is answered with 400."""
    headers = await fresh(request, response, session)
    listed = await list_events(session, wanted.events())
    body = {
        "type": "FeatureCollection",
        "links": _items_links(request, wanted, listed),
        # a number that is only estimated must be left out
        **({"numberMatched": listed.count.value} if listed.count.exact else {}),
        "numberReturned": len(listed.items),
        "features": [feature(event) for event in listed.items],
    }
    return Response(to_json(body), headers=headers, media_type=GEOJSON)


@router.get(
    "/collections/events/items/{event_id}",
    response_class=Response,
    responses={**ANSWERS, 200: _FEATURES[200]},
    summary="One event as a feature",
)
async def get_item(request: Request, session: SessionDep, event_id: str) -> Response:
    """One event as GeoJSON."""
    event = await get_event(session, _id(event_id))
    items = "/v1/collections/events/items"
    links = [
        _link(request, f"{items}/{event.id}", "self", "This event", GEOJSON),
        _link(request, f"/v1/events/{event.id}", "alternate", "With its reports", _JSON),
        _link(request, "/v1/collections/events", "collection", "Events"),
    ]
    return Response(to_json(feature(event) | {"links": _plain(links)}), media_type=GEOJSON)


def _id(text: str) -> UUID:
    """Whatever stands there is a name to the standard: what is no UUID is not found."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(kind="event", id=text) from None


async def _events(request: Request, session: SessionDep) -> Collection:
    first = await first_day(session)
    begin = first and datetime.combine(first, time(), UTC)
    links = [
        _link(request, "/v1/collections/events", "self", "Events"),
        _link(request, "/v1/collections/events/items", "items", "Events as features", GEOJSON),
    ]
    return Collection(
        id="events",
        title="Events",
        description=_ABOUT,
        itemType="feature",
        crs=[_CRS84],
        extent=Extent(
            spatial=Spatial(bbox=[[-180, -90, 180, 90]], crs=_CRS84),
            temporal=Temporal(interval=[[begin, None]]),
        ),
        links=links,
    )


def _items_links(request: Request, wanted: ItemsQuery, listed: Listed[EventOut]) -> list[dict[str, str]]:
    """This page, the next, and all that matches in other formats."""
    links = [LinkOut(href=str(request.url), rel="self", type=GEOJSON, title="This page")]
    if following := next_path(request, listed.cursor):
        links.append(_link(request, following, "next", "Next page", GEOJSON))
    asked = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in ("datetime", "bbox", "limit", "cursor")
    ]
    meant = wanted.events()
    asked += [(name, str(value)) for name, value in (("bbox", meant.bbox),) if value]
    if wanted.datetime:
        asked += [(name, str(day)) for name, day in (("from", meant.from_), ("to", meant.to)) if day]
    for name, media_type in _OTHER_FORMATS.items():
        path = f"/v1/events?{urlencode([*asked, ('format', name)])}"
        links.append(_link(request, path, "alternate", f"The same as {name.upper()}", media_type))
    links.append(_link(request, "/v1/collections/events", "collection", "Events"))
    return _plain(links)


def _link(request: Request, path: str, rel: str, title: str, media_type: str = _JSON) -> LinkOut:
    return LinkOut(href=urljoin(str(request.base_url), path), rel=rel, type=media_type, title=title)


def _plain(links: list[LinkOut]) -> list[dict[str, str]]:
    return [link.model_dump() for link in links]
