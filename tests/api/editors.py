"""Two events that editors work on, and what they say."""

import pytest

from tests.store.build import actor, place, report, when

BY = {"author": "m.haddad", "reason": "The ministry corrected it."}
ANY = {"If-Match": "*"}
IRAN = actor("Iran", kind="country", country="IR", actor_id="country:IR", role="target")


@pytest.fixture
async def told(tell):
    await tell(report(actors=(actor(), IRAN), summary="Visit to Tehran", killed=3), source="One")
    await tell(
        report("meeting", location=place("Baghdad", country="IQ", geonames_id=98182), date=when("2024-10-01"))
    )


@pytest.fixture
def visit(client, told):
    return client.get("/v1/events?type=visit").json()["items"][0]["id"]


@pytest.fixture
def meeting(client, told):
    return client.get("/v1/events?type=meeting").json()["items"][0]["id"]


ACTS = {
    "patch": {"killed": 4},
    "merge": {"event_ids": None},
    "split": {"report_ids": None},
    "verify": {},
    "reject": {},
    "keep-apart": {"event_ids": None},
}


def act(client, name, visit, other, headers, **fields):
    """Any act, with what it needs but for ``fields``."""
    body = BY | {field: [other] if value is None else value for field, value in ACTS[name].items()} | fields
    body = {field: value for field, value in body.items() if value is not ...}
    if name == "patch":
        return client.patch(f"/v1/events/{visit}", json=body, headers=headers)
    return client.post(f"/v1/events/{visit}/{name}", json=body, headers=headers)
