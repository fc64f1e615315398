import json

from app.api.formats.ndjson import NDJSON
from tests.api.formats.build import event


def test_a_line_an_event_as_the_list_has_it():
    told = [event(), event(summary="two\nlines\u2028and more")]
    lines = NDJSON.whole(told).decode().removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == [one.model_dump(mode="json") for one in told]


def test_nothing_is_nothing():
    assert NDJSON.whole([]) == b""
