import pytest

from app.api.formats.negotiation import negotiated
from app.api.problems import NotAcceptable
from tests.api.conftest import codes


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),  # a browser
        ("text/*", "csv"),
        ("text/csv, */*", "csv"),  # what is named in full is meant
        ("application/json, text/plain, */*", "json"),
        ("text/csv;q=0.5, application/geo+json", "geojson"),
        ("text/csv; q=0.5, application/json;q=0.4", "csv"),
        ("application/json;q=0, */*", "ndjson"),
        ("application/atom+xml;q=0.9, */*;q=0.1", "atom"),
        ("application/rss+xml, application/atom+xml", "atom"),
        ("text/calendar; charset=utf-8", "ics"),
        ("application/x-ndjson", "ndjson"),
        ("application/geo+json, application/json;q=0.9", "geojson"),
        ("text/csv;q=nonsense", "csv"),
    ],
)
def test_what_an_accept_header_asks_for(accept, name):
    assert negotiated(accept, None) == name


@pytest.mark.parametrize("accept", ["text/html", "image/*", "application/json;q=0", "nonsense", "*/*;q=0"])
def test_what_is_not_there(accept):
    with pytest.raises(NotAcceptable, match="format=json, ndjson"):
        negotiated(accept, None)


def test_the_parameter_counts_before_the_header():
    assert negotiated("text/html", "csv") == "csv"


def test_a_header_that_names_nothing_is_406(client):
    answer = client.get("/v1/events", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()["type"]) == (406, "urn:dateline:problem:not-acceptable")


def test_a_format_that_there_is_not(lonely):
    answer = lonely.get("/v1/events?format=xlsx")
    assert (answer.status_code, codes(answer)) == (422, {"format": "literal_error"})
    assert "ndjson" in answer.json()["errors"][0]["detail"]
