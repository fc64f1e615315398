"""The filter asked in every format, as its clients ask: exports in one piece, pages from link to link."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.api.formats.reading import ids

Params = list[tuple[str, str]]
Ask = Callable[[httpx.Client, Params], list[str]]


def answer(client: httpx.Client, path: str, params: Params) -> httpx.Response:
    found = client.get(path, params=params)
    assert found.status_code == 200, found.text
    return found


def export(name: str, *more: tuple[str, str]) -> Ask:
    def ask(client: httpx.Client, params: Params) -> list[str]:
        return ids(name, answer(client, "/v1/events", [*params, ("format", name), *more]).content)

    return ask


def pages(name: str) -> Ask:
    def ask(client: httpx.Client, params: Params) -> list[str]:
        found, path = [], "/v1/events"
        wanted = [*params, ("format", name), ("limit", "400")]
        while True:
            page = answer(client, path, wanted)
            found += ids(name, page.content)
            if "next" not in page.links:
                return found
            wanted = parse_qsl(urlsplit(page.links["next"]["url"]).query)

    return ask


def calendar(client: httpx.Client, params: Params) -> list[str]:
    """A calendar has planned events unless it is told otherwise."""
    named = {name for name, _ in params}
    every = [] if "status" in named else [("status", one) for one in ("planned", "happened", "denied")]
    return export("ics")(client, [*params, *every])


def features(client: httpx.Client, params: Params) -> list[str]:
    """By `datetime` and a `bbox` with heights, as the standard has them."""
    asked = [(name, value) for name, value in params if name not in ("from", "to", "bbox")]
    given = dict(params)
    if {"from", "to"} & given.keys():
        asked.append(("datetime", f"{given.get('from', '..')}/{given.get('to', '')}"))
    if "bbox" in given:
        west, south, east, north = given["bbox"].split(",")
        asked.append(("bbox", f"{west},{south},-500,{east},{north},9000"))
    found, wanted, matched = [], [*asked, ("limit", "400")], None
    while True:
        body = answer(client, "/v1/collections/events/items", wanted).json()
        assert matched in (None, body["numberMatched"])
        matched = body["numberMatched"]
        found += [feature["id"] for feature in body["features"]]
        following = next((link["href"] for link in body["links"] if link["rel"] == "next"), None)
        if following is None:
            assert len(found) == matched
            return found
        wanted = parse_qsl(urlsplit(following).query)
