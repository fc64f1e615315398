"""Every surface that takes the filter, asked over HTTP: whoever adds one adds it here, and it is held to the same."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.api.formats.asking import calendar, export, features
from tests.api.formats.asking import pages as format_pages
from tests.questions.naive import Params
from tests.questions.world import THEN, Made, State

AS_OF = ("as_of", THEN.isoformat())
ACTOR = "country:IR"

Ask = Callable[[httpx.Client, list[tuple[str, str]]], list[str]]


def _now(made: Made) -> State | None:
    return made.now


def _always(state: State) -> bool:
    return True


@dataclass(frozen=True)
class Surface:
    """``ask`` gives the ids of the events that a filter finds there, each as often as the surface shows it.

    ``when`` is the state of an event that the surface is about, ``shows`` what it has room for at all, ``takes``
    whether it knows the parameters.
    """

    name: str
    ask: Ask
    when: Callable[[Made], State | None] = _now
    shows: Callable[[State], bool] = _always
    takes: Callable[[Params], bool] = lambda params: True
    rejected: bool = False  # whether it tells of events that an editor rejected


def get(client: httpx.Client, path: str, params: list[tuple[str, str]]) -> httpx.Response:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer


def pages(client: httpx.Client, path: str, params: list[tuple[str, str]]) -> list[dict]:
    """The items of all pages."""
    found = []
    while True:
        body = get(client, path, params).json()
        found += body["items"]
        if not body["next"]:
            return found
        params = parse_qsl(urlsplit(body["next"]).query)


def events(client: httpx.Client, params: list[tuple[str, str]]) -> list[str]:
    return [event["id"] for event in pages(client, "/v1/events", [*params, ("limit", "400")])]


def events_then(client: httpx.Client, params: list[tuple[str, str]]) -> list[str]:
    return events(client, [*params, ("as_of", THEN.isoformat())])


def timeline(client: httpx.Client, params: list[tuple[str, str]]) -> list[str]:
    wanted = [*params, ("limit", "1000"), ("top", "20")]
    return [event["id"] for group in pages(client, "/v1/timeline", wanted) for event in group["events"]]


def timeline_then(client: httpx.Client, params: list[tuple[str, str]]) -> list[str]:
    return timeline(client, [*params, ("as_of", THEN.isoformat())])


def actor_timeline(client: httpx.Client, params: list[tuple[str, str]]) -> list[str]:
    wanted = [*params, ("limit", "1000"), ("top", "20")]
    groups = pages(client, f"/v1/actors/{ACTOR}/timeline", wanted)
    return [event["id"] for group in groups for event in group["events"]]


def timeline_whole(client: httpx.Client, params: list[tuple[str, str]]) -> list[str]:
    """With the groups that have no events, so that pages are cut elsewhere; the latest last."""
    return timeline(client, [*params, ("empty", "true"), ("sort", "date"), ("bucket", "day")])


def changes(client: httpx.Client, params: list[tuple[str, str]]) -> list[str]:
    """Events that the filter means as each is after its last change."""
    inside: dict[str, bool] = {}
    params = [*params, ("limit", "1000"), ("after", "first")]
    while True:
        body = get(client, "/v1/changes", params).json()
        inside |= {change["event_id"]: change["match"] != "left" for change in body["items"]}
        if not body["more"]:
            return [id_ for id_, held in inside.items() if held]
        params = parse_qsl(urlsplit(body["next"]).query)


def _of_the_actor(state: State) -> bool:
    return _dated(state) and any(id_ == ACTOR for id_, _, _ in state.parts)


def _no_other_actor(params: Params) -> bool:
    """There a role is that of the actor in the path."""
    return not {"actor", "actor_role"} & set(params)


def _dated(state: State) -> bool:
    return state.first is not None


SURFACES = [
    Surface("events", events),
    Surface("events as of", events_then, when=lambda made: made.then),
    Surface("timeline", timeline, shows=_dated),
    Surface("timeline with empty groups", timeline_whole, shows=_dated),
    Surface("timeline as of", timeline_then, when=lambda made: made.then, shows=_dated),
    Surface("actor's timeline", actor_timeline, shows=_of_the_actor, takes=_no_other_actor),
    Surface("changes", changes, rejected=True),
    Surface("ndjson", export("ndjson")),
    Surface("ndjson as of", export("ndjson", AS_OF), when=lambda made: made.then),
    Surface("csv", export("csv")),
    Surface("geojson", export("geojson")),
    Surface("geojson, page by page", format_pages("geojson")),
    Surface("atom", format_pages("atom")),
    Surface("calendar", calendar, shows=_dated),
    Surface("timelinejs", format_pages("timelinejs"), shows=_dated),
    Surface("features", features),
]
