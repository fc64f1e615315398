"""An editor's whole way: a real worker reads articles, an editor decides, the worker reads on."""

from tests.api.conftest import ARTICLE, working

BY = {"author": "m.haddad", "reason": "Seen on the spot."}
WAIT = {"Prefer": "wait=30"}
VISIT = "Iran's foreign minister Abbas Araghchi visited Baghdad on Sunday, the ministry said."
STRIKE = "A drone strike killed five soldiers in the Syrian city of Homs on Monday, the army said."


def test_decisions_stand_while_a_worker_reads_on(client, settings):
    def post(text: str, url: str) -> dict:
        answer = client.post("/v1/articles", json=ARTICLE | {"text": text, "url": url}, headers=WAIT)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def event(type_: str) -> dict:
        (found,) = client.get(f"/v1/events?type={type_}").json()["items"]
        return found

    with working(settings):
        article = post(VISIT, "https://news.example/visit")
        post(STRIKE, "https://news.example/strike")
        visit, strike = event("visit"), event("strike")
        path = f"/v1/events/{visit['id']}"
        tag = client.get(path).headers["etag"]
        values = {"summary": "Araghchi in Baghdad", "date": {"start": "2024-11-02"}, "injured": 1}
        edited = client.patch(path, json=BY | values, headers={"If-Match": tag})
        assert edited.status_code == 200, edited.text
        merged = client.post(
            f"{path}/merge",
            json=BY | {"event_ids": [strike["id"]]},
            headers={"If-Match": edited.headers["etag"]},
        )
        assert merged.status_code == 200, merged.text

        text = f"Correction. {VISIT.replace('Sunday', 'Monday')}"
        corrected = client.put(
            f"/v1/articles/{article['id']}",
            json=ARTICLE | {"text": text, "url": "https://news.example/visit"},
            headers=WAIT,
        )
        assert (corrected.json()["version"], corrected.json()["state"]) == (2, "done")
        post(
            text.replace("Correction.", "Talks were held with Iraqi officials."),
            "https://other.example/visit",
        )

        now = client.get(path).json()
        assert (now["summary"], now["date"]["start"], now["injured"]) == (
            "Araghchi in Baghdad",
            "2024-11-02",
            1,
        )
        assert now["edited"] == ["date", "injured", "summary"]
        assert {report["type"] for report in now["reports"]} >= {"visit", "strike"}
        assert client.get(f"/v1/events/{strike['id']}").headers["location"] == path
        history = client.get(f"{path}/history").json()["items"]
        assert [one["author"] for one in history if one["author"]] == ["m.haddad", "m.haddad"]

    for decision in client.get(f"{path}/decisions").json()["items"]:
        assert client.post(f"/v1/decisions/{decision['id']}/undo", json=BY).status_code == 200
    after = client.get(path).json()
    assert (after["edited"], after["date"]["start"]) == ([], "2024-11-04")
    assert client.get(f"/v1/events/{strike['id']}").json()["killed"] == 5
