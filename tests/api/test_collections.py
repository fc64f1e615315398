"""OGC API Features as its clients walk it: from link to link, beginning with the landing page."""

from urllib.parse import urlsplit

import pytest

from app.schemas.features import parse_interval
from tests.api.conftest import codes
from tests.api.formats.reading import ids
from tests.store.build import place, report, when

ITEMS = "/v1/collections/events/items"


@pytest.fixture
async def told(tell):
    await tell(report(summary="Visit to Tehran"))
    await tell(report("threat", date=when("2024-11-07"), location=None))
    baghdad = place("Baghdad", country="IQ", geonames_id=98182, latitude=33.34, longitude=44.4)
    await tell(report("meeting", location=baghdad, date=when("2024-10-01")))


def links(body):
    return {link["rel"]: link["href"] for link in body["links"]}


def types(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/geo+json"
    return [feature["properties"]["type"] for feature in answer.json()["features"]]


def test_a_client_finds_everything_by_links(client, address, told):
    landing = links(client.get("/v1").json())
    assert {"service-desc", "service-doc"} <= landing.keys()
    assert all(client.get(href).is_success for href in landing.values())
    assert client.get(landing["conformance"]).json()["conformsTo"] == [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ]
    (collection,) = client.get(landing["data"]).json()["collections"]
    assert client.get(links(collection)["self"]).json() == collection
    assert collection["extent"]["temporal"]["interval"] == [["2024-10-01T00:00:00Z", None]]
    page = client.get(links(collection)["items"])
    assert types(page) == ["threat", "visit", "meeting"]
    assert all(href.startswith(address) for href in links(page.json()).values())


def test_a_collection_without_events(client):
    (collection,) = client.get("/v1/collections").json()["collections"]
    assert collection["extent"]["temporal"]["interval"] == [[None, None]]
    body = client.get(ITEMS).json()
    assert (body["features"], body["numberMatched"], body["numberReturned"]) == ([], 0, 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bbox=50,30,60,40", ["visit"]),
        ("bbox=50,30,-100,60,40,9000", ["visit"]),
        ("bbox=170,-40,-170,40", []),
        ("datetime=2024-11-05T12:00:00Z", ["visit"]),
        ("datetime=2024-11-05", ["visit"]),
        ("datetime=2024-11-05/..", ["threat", "visit"]),
        ("datetime=../2024-11-05T00:00:00Z", ["visit", "meeting"]),
        ("datetime=/2024-10-31", ["meeting"]),
        ("datetime=2024-11-05T23:30:00-02:00/2024-11-07T00:00:00%2B01:00", []),
        ("datetime=../..", ["threat", "visit", "meeting"]),
        ("type=visit&type=meeting&sort=date", ["meeting", "visit"]),
        ("country=IQ", ["meeting"]),
        ("q=%22visit%20to%20tehran%22", ["visit"]),
        ("limit=100000", ["threat", "visit", "meeting"]),
    ],
)
def test_what_a_client_may_ask(client, told, query, found):
    answer = client.get(f"{ITEMS}?{query}")
    assert types(answer) == found
    assert (answer.json()["numberMatched"], answer.json()["numberReturned"]) == (len(found), len(found))


def test_pages_are_linked(client, told):
    path, seen = f"{ITEMS}?limit=1&datetime=2024-01-01/..", []
    while path:
        answer = client.get(path)
        seen += types(answer)
        assert (answer.json()["numberMatched"], answer.json()["numberReturned"]) == (3, 1)
        path = links(answer.json()).get("next")
    assert seen == ["threat", "visit", "meeting"]


def test_other_formats_say_the_same(client, told):
    body = client.get(
        f"{ITEMS}?bbox=40,30,0,60,40,9&datetime=2024-11-01/2024-11-30&type=visit&limit=1"
    ).json()
    (expected,) = [feature["id"] for feature in body["features"]]
    for link in body["links"]:
        if link["rel"] == "alternate":
            answer = client.get(link["href"])
            name = {"text/csv": "csv", "application/x-ndjson": "ndjson"}.get(link["type"])
            found = ids(name, answer.content) if name else [event["id"] for event in answer.json()["items"]]
            assert found == [expected]


def test_one_feature(client, told):
    listed = client.get(f"{ITEMS}?type=visit").json()["features"][0]
    answer = client.get(f"{ITEMS}/{listed['id']}")
    assert answer.headers["content-type"] == "application/geo+json"
    body = answer.json()
    assert {name: body[name] for name in listed} == listed
    assert urlsplit(links(body)["self"]).path == f"{ITEMS}/{listed['id']}"


@pytest.mark.parametrize("name", ["x", "01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"])
def test_a_feature_that_there_is_not(client, name):
    assert client.get(f"{ITEMS}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("foo=1", {"foo": "unknown_parameter"}),
        ("limit=0", {"limit": "greater_than_equal"}),
        ("limit=x", {"limit": "int_parsing"}),
        ("bbox=1,2,3", {"bbox": "not_a_box"}),
        ("bbox=1,60,3,50", {"bbox": "impossible_box"}),
        ("datetime=yesterday", {"datetime": "not_an_interval"}),
        ("datetime=2024-02-30", {"datetime": "not_an_interval"}),
        ("datetime=2024-11-05/2024-11-01", {"datetime": "not_an_interval"}),
        ("datetime=1/2/3", {"datetime": "not_an_interval"}),
        ("datetime=2024-11-05&from=2024-11-05", {"datetime": "given_twice"}),
        ("datetime=2024-11-05&datetime=2024-11-06", {"datetime": "repeated_parameter"}),
    ],
)
def test_what_is_wrong_is_400_as_the_standard_wants_it(lonely, query, found):
    answer = lonely.get(f"{ITEMS}?{query}")
    assert (answer.status_code, answer.json()["status"], codes(answer)) == (400, 400, found)


def test_an_unknown_parameter_of_the_other_pages(lonely):
    assert lonely.get("/v1/collections?foo=1").status_code == 400
    assert lonely.get("/v1/events?foo=1").status_code == 422


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2024-11-05T00:30:00+02:00", "2024-11-04/2024-11-04"),
        ("2024-11-05t00:30:00.25z/..", "2024-11-05/.."),
        ("/", "../.."),
    ],
)
def test_days_are_those_of_utc(text, shown):
    assert str(parse_interval(text)) == shown
