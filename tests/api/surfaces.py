"""Every surface that takes the filter, asked over HTTP: whoever adds one adds it here, and it is held to the same."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.questions.naive import Params
from tests.questions.world import THEN, Made, State

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


def _dated(state: State) -> bool:
    return state.first is not None


SURFACES = [
    Surface("events", events),
    Surface("events as of", events_then, when=lambda made: made.then),
    Surface("timeline", timeline, shows=_dated),
    Surface("timeline as of", timeline_then, when=lambda made: made.then, shows=_dated),
    Surface("changes", changes, rejected=True),
]
