"""The web application, assembled. Nothing happens at import."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypedDict

from fastapi import Depends, FastAPI

from app.api import (
    actors,
    articles,
    bulk,
    changes,
    collections,
    decisions,
    editors,
    events,
    extract,
    facets,
    freshness,
    health,
    history,
    intake,
    moved,
    places,
    problems,
    stream,
    suggestions,
    timeline,
    types,
)
from app.api.again import AskAgain
from app.api.exports import Exports
from app.api.metrics import CountRequests, Meters
from app.api.queries import refuse_unknown
from app.api.replicas import Replicas
from app.api.state import State
from app.api.tail import Tail
from app.config import Settings
from app.db import create_engine, session_maker
from app.embedded import url_for
from app.pool import ExtractionPool

# bulk first: "articles:bulk" must not be taken for an article
_PARTS = (
    bulk,
    intake,
    articles,
    extract,
    events,
    history,
    editors,
    decisions,
    suggestions,
    timeline,
    actors,
    places,
    facets,
    collections,
    changes,
    stream,
    types,
    health,
)

_ABOUT = """Turns news articles into dated, sourced, located geopolitical events and serves their timelines.

Three clocks, always named: `date` (when it happened), `published_at` (when an outlet said so), `ingested_at`
(when we learned it). Errors are RFC 9457 problems; an unknown query parameter is an error.
"""


class Lasting(TypedDict):
    dateline: State


def create_app(settings: Settings) -> FastAPI:
    """The API over the database that ``settings`` name, which need not answer yet."""
    meters = Meters.make()

    app = FastAPI(
        title="Dateline",
        version="1",
        description=_ABOUT,
        lifespan=lasting(settings, meters),
        dependencies=[Depends(refuse_unknown)],
        responses=_problem_answer(),
        redoc_url=None,
        redirect_slashes=False,  # the address it would send callers to is wrong behind a proxy
    )
    problems.install(app)
    moved.install(app)
    freshness.install(app)
    for part in _PARTS:
        app.include_router(part.router)
    app.add_middleware(AskAgain)
    app.add_middleware(CountRequests, meters=meters)
    return app


def lasting(settings: Settings, meters: Meters) -> Callable[[FastAPI], AbstractAsyncContextManager[Lasting]]:
    """What lives as long as the application; made when it starts, ended when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Lasting]:
        url = url_for(settings)
        engine = create_engine(url, settings, name="dateline-api")
        reading = create_engine(url, settings, name="dateline-reads", reading=True)
        sessions = session_maker(engine)
        app.state.tail = tail = Tail(settings, sessions, url, meters.streams)
        replicas = Replicas(settings, url, meters.registry)
        async with replicas.watching(), ExtractionPool(settings, settings.api_processes) as pool:
            state = State(
                settings=settings,
                engine=engine,
                sessions=sessions,
                reads=session_maker(reading),
                pool=pool,
                meters=meters,
                tail=tail,
                exports=Exports(settings.exports, meters.exports),
                replicas=replicas,
            )
            yield {"dateline": state}
        await engine.dispose()
        await reading.dispose()

    return lifespan


def end_streams(app: FastAPI) -> None:
    """Tell every open stream of changes to end: a server that stops would wait for them. Their clients come back."""
    if tail := getattr(app.state, "tail", None):  # not there before the application has started
        tail.close()


def _problem_answer() -> dict[int | str, dict[str, Any]]:
    """How OpenAPI shows errors: one shape for all of them, instead of the framework's own."""
    schema = {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "examples": ["urn:dateline:problem:invalid-request"]},
            "title": {"type": "string", "examples": ["The request is not valid"]},
            "status": {"type": "integer", "examples": [422]},
            "detail": {"type": "string", "examples": ["published_at is a time without a zone"]},
            "errors": {"type": "array", "items": {"type": "object"}},
        },
    }
    content = {"application/problem+json": {"schema": schema}}
    return {
        "4XX": {"description": "The request is wrong.", "content": content},
        "422": {"description": "A field is wrong.", "content": content},
    }
