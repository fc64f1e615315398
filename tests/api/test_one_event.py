"""An event that several articles tell of, as its readers get it; and what a retraction does to it."""

from tests.store.conftest import tell_merged
from tests.store.happenings import BLOCK, strike

__all__ = ["tell_merged"]


async def test_sources_tolls_and_contradictions_are_shown(client, tell_merged):
    articles = []
    for number, killed in enumerate((5, 7, 7)):
        told = strike(f"outlet {number}", BLOCK[number], killed=killed, hour=9 + number)
        articles.append(await tell_merged(told.report, url=None, **told.fields))
    (listed,) = client.get("/v1/events").json()["items"]
    assert (listed["report_count"], listed["source_count"], listed["independent_sources"]) == (3, 3, 3)
    assert (listed["killed_low"], listed["killed"], listed["killed_high"]) == (5, 7, 7)
    assert (listed["version"], listed["review"], listed["edited"]) == (3, "none", [])
    assert [side["value"] for side in listed["differences"]["killed"]] == [7, 5]

    event = client.get(f"/v1/events/{listed['id']}").json()
    assert [(said["value"], said["source"]) for said in event["tolls"]["killed"]] == [
        (5, "outlet 0"),
        (7, "outlet 1"),
        (7, "outlet 2"),
    ]
    assert event["tolls"]["injured"] == []
    assert [report["article"]["source"] for report in event["reports"]] == [
        "outlet 2",
        "outlet 1",
        "outlet 0",
    ]
    page = client.get(f"/v1/events/{listed['id']}/reports?limit=2").json()
    assert (len(page["items"]), page["count"]["value"]) == (2, 3)
    assert len(client.get(page["next"]).json()["items"]) == 1

    assert client.delete(f"/v1/articles/{articles[0].id}").status_code == 204
    (after,) = client.get("/v1/events").json()["items"]
    assert (after["id"], after["killed_low"], after["report_count"]) == (listed["id"], 7, 2)
    assert after["differences"] == {}
