"""GET /v1/changes: what became of events, for readers that come back."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from app.api.pages import next_path
from app.api.state import PrimaryDep, StateDep
from app.schemas.changes import ChangePage, ChangeQuery
from app.store.changes import read_changes
from app.store.feed import stand

router = APIRouter(prefix="/v1/changes", tags=["changes"])

GONE: dict[int | str, dict[str, Any]] = {
    410: {"description": "The cursor has expired: changes after it are not kept any more."}
}


@router.get("", response_model=ChangePage, responses=GONE, summary="Changes since a cursor")
async def get_changes(
    request: Request,
    response: Response,
    state: StateDep,
    session: PrimaryDep,  # the order of commits is settled nowhere else
    wanted: Annotated[ChangeQuery, Query()],
) -> dict[str, Any]:
    """Every change of events that the filter means, before it or after it, exactly once and in the order in which
    changes were committed. Ask again with `next`."""
    keep = timedelta(days=state.settings.feed_days)
    position = await stand(session, wanted.after, keep)
    read = await read_changes(session, wanted, position, limit=wanted.limit, keep=keep)
    path = next_path(request, read.position.cursor, name="after")
    response.headers["Link"] = f'<{path}>; rel="next"'
    return {"items": read.items, "cursor": read.position.cursor, "next": path, "more": read.more}
