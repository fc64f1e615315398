"""Answers that are written without being checked: they must be as their models would have written them."""

import pytest

from app.schemas.events import EventPage
from app.schemas.timeline import Timeline
from tests.api.surfaces import AS_OF

ANSWERS = {
    "a page": ("/v1/events", {"limit": 200}, EventPage),
    "of then": ("/v1/events", dict([AS_OF]) | {"limit": 200}, EventPage),
    "nothing": ("/v1/events", {"country": "AQ", "actor": "nobody"}, EventPage),
    "days": ("/v1/timeline", {"limit": 200, "top": 5}, Timeline),
    "days without events": ("/v1/timeline", {"limit": 40, "empty": "true", "sort": "date"}, Timeline),
    "an actor's months": ("/v1/actors/country:IR/timeline", {"bucket": "month"}, Timeline),
}


@pytest.mark.parametrize(("path", "params", "model"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_byte_for_byte_what_its_model_would_say(asked, path, params, model):
    client, _ = asked
    answer = client.get(path, params=params)
    assert answer.headers["content-type"] == "application/json"
    assert model.model_validate_json(answer.content).model_dump_json().encode() == answer.content


def test_the_pages_compared_have_everything_that_events_can_have(asked):
    """Or the test above would mean little."""
    client, _ = asked
    items = client.get("/v1/events", params={"limit": 1000}).json()["items"]
    assert {name for item in items for name, value in item.items() if value not in (None, [], {})} == set(
        items[0]
    )
    places = [item["location"] for item in items if item["location"]]
    assert {name for place in places for name, value in place.items() if value is not None} == set(places[0])
    assert len({len(item["actors"]) for item in items}) > 2
