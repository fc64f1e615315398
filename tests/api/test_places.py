from urllib.parse import quote

import pytest

from app.store.weighing import weigh
from tests.api.conftest import codes
from tests.store.build import place, report


@pytest.fixture
async def told(tell, session):
    for _ in range(3):
        await tell(report())
    await tell(report(location=place("Baghdad", country="IQ", admin1="Baghdad", geonames_id=98182)))
    await tell(report(location=place("A/B Camp", country="IQ", geonames_id=None, precision="site")))
    await weigh(session)
    await session.commit()


async def test_looking_up(client, told):
    body = client.get("/v1/places?q=te").json()
    assert body["items"] == [
        {
            "place_id": "geonames:112931",
            "name": "Tehran",
            "country": "IR",
            "admin1": "Tehran",
            "geonames_id": 112931,
            "latitude": 35.69,
            "longitude": 51.42,
            "precision": "city",
            "match": "prefix",
            "matched": "Tehran",
            "events": 3,
        }
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Tehran", "Baghdad", "A/B Camp"]),
        ("sort=name", ["A/B Camp", "Baghdad", "Tehran"]),
        ("country=IQ", ["Baghdad", "A/B Camp"]),
        ("precision=site", ["A/B Camp"]),
        ("q=bagdad", ["Baghdad"]),
        ("q=camp&country=IR", []),
    ],
)
async def test_which_places(client, told, query, names):
    assert [item["name"] for item in client.get(f"/v1/places?{query}").json()["items"]] == names


async def test_one_place(client, told):
    body = client.get("/v1/places/geonames:112931").json()
    assert (body["name"], body["names"], body["country"]) == ("Tehran", ["Tehran"], "IR")
    assert body["events"] == {"value": 3, "exact": True}
    found = client.get(body["timeline"]).json()
    assert found["count"]["value"] == 3


async def test_an_id_with_a_slash(client, told):
    id_ = "name:IQ:a/b-camp"
    for path in (id_, quote(id_, safe="")):
        body = client.get(f"/v1/places/{path}").json()
        assert body["place_id"] == id_
        assert client.get(body["timeline"]).json()["count"]["value"] == 1


@pytest.mark.parametrize("id_", ["geonames:1", "x", "112931"])
async def test_a_place_where_nothing_happened(client, id_):
    answer = client.get(f"/v1/places/{id_}")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:dateline:problem:not-found")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/v1/places?kind=city", {"kind": "unknown_parameter"}),
        ("/v1/places?precision=town", {"precision": "literal_error"}),
        ("/v1/places?limit=0", {"limit": "greater_than_equal"}),
        ("/v1/places/geonames:112931?months=3", {"months": "unknown_parameter"}),
    ],
)
def test_a_query_that_makes_no_sense(lonely, path, found):
    assert codes(lonely.get(path)) == found
