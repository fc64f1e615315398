"""An article's whole way: over HTTP in, through the queue and a real worker, over HTTP out."""

from tests.api.conftest import ARTICLE, working

URL = "https://news.example/araghchi"
TEXT = "Iran's foreign minister Abbas Araghchi visited Baghdad on Sunday, the ministry said."


def test_from_an_article_to_its_timeline_and_back(client, settings):
    with working(settings):
        first = client.post(
            "/v1/articles", json=ARTICLE | {"text": TEXT, "url": URL}, headers={"Prefer": "wait=30"}
        )
        assert first.status_code == 200
        assert first.headers["preference-applied"] == "wait=30"
        body = first.json()
        assert (body["state"], body["outcome"], body["error"]) == ("done", "created", None)
        visit = next(report for report in body["reports"] if report["type"] == "visit")
        assert visit["location"]["name"] == "Baghdad"

        listed = client.get("/v1/events?type=visit&country=IQ&actor=Abbas%20Araghchi").json()["items"]
        assert [event["date"]["start"] for event in listed] == ["2024-11-03"]
        groups = client.get("/v1/timeline?bucket=week").json()["items"]
        assert [(group["start"], group["end"]) for group in groups][-1] == ("2024-10-28", "2024-11-03")

        path = f"/v1/articles/{body['id']}"
        changed = TEXT.replace("Sunday", "Monday")
        second = client.put(path, json=ARTICLE | {"text": changed, "url": URL}, headers={"Prefer": "wait=30"})
        assert (second.json()["version"], second.json()["state"]) == (2, "done")
        again = client.get("/v1/events?type=visit").json()["items"]
        assert [(event["id"], event["date"]["start"]) for event in again] == [(listed[0]["id"], "2024-11-04")]

        third = client.post(
            "/v1/articles", json=ARTICLE | {"text": changed, "url": URL}, headers={"Prefer": "wait=30"}
        )
        assert (third.status_code, third.json()["outcome"], third.json()["id"]) == (
            200,
            "unchanged",
            body["id"],
        )
        assert [report["type"] for report in third.json()["reports"]] == [
            report["type"] for report in second.json()["reports"]
        ]

    assert client.delete(path).status_code == 204
    assert client.get("/v1/events").json()["items"] == []
