"""Liveness, readiness and metrics."""

from importlib.util import find_spec

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.api.problems import problem, respond
from app.api.state import State, StateDep
from app.db import found_revision, needed_revision
from app.store.lag import lag
from app.store.listing import count_by_state, queue_depth

router = APIRouter(tags=["operations"])


class Alive(BaseModel):
    status: str = Field(description="Always ok; no answer means the process hangs.", examples=["ok"])


class Ready(BaseModel):
    status: str = Field(description="ready.", examples=["ready"])
    checks: dict[str, str] = Field(
        description="ok, or what is wrong, for the database, its migrations and the model; and for each replica, "
        "without which it is ready all the same.",
        examples=[{"database": "ok", "migrations": "ok", "model": "ok"}],
    )


@router.get("/healthz", response_model=Alive, summary="Liveness")
async def healthz() -> Alive:
    """The process answers; nothing else is looked at."""
    return Alive(status="ok")


@router.get(
    "/readyz",
    response_model=Ready,
    responses={503: {"description": "Something is missing; `checks` says what."}},
    summary="Readiness",
)
async def readyz(state: StateDep) -> Response:
    """Whether requests can be served: the database answers and is migrated, the model is installed. A replica that
    is not asked is named and changes nothing, as the primary answers for it."""
    checks = {**await _database(state), "model": _model(state.settings.spacy_model)}
    replicas = {f"replica {replica.name}": replica.state for replica in state.replicas.all}
    if all(found == "ok" for found in checks.values()):
        return JSONResponse({"status": "ready", "checks": checks | replicas})
    wrong = "; ".join(f"{name}: {found}" for name, found in checks.items() if found != "ok")
    return respond(problem(503, "not-ready", "Not ready", wrong) | {"checks": checks | replicas})


@router.get("/metrics", summary="Metrics for Prometheus", response_class=Response)
async def metrics(state: StateDep) -> Response:
    """Requests by route and status, their duration, articles by state, jobs in the queue, open streams and how far
    the feed of changes lags."""
    async with state.sessions() as session:
        for name, value in (await count_by_state(session)).items():
            state.meters.articles.labels(name).set(value)
        for name, value in (await queue_depth(session)).items():
            state.meters.jobs.labels(name).set(value)
        behind = await lag(session)
    state.meters.held_changes.set(behind.changes)
    state.meters.lag.set(behind.seconds)
    state.meters.oldest_transaction.set(behind.transaction_seconds)
    return Response(generate_latest(state.meters.registry), media_type=CONTENT_TYPE_LATEST)


async def _database(state: State) -> dict[str, str]:
    try:
        async with state.sessions() as session:
            await session.execute(text("select 1"))
            found, needed = await found_revision(session), needed_revision()
    except (OSError, SQLAlchemyError) as error:
        return {"database": f"does not answer ({type(error).__name__})", "migrations": "unknown"}
    if found == needed:
        return {"database": "ok", "migrations": "ok"}
    return {"database": "ok", "migrations": f"at {found}, {needed} is needed; run `dateline migrate`"}


def _model(name: str) -> str:
    return "ok" if find_spec(name) else f"{name} is not installed"
