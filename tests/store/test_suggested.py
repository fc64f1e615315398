"""The review queue and its answers."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.errors import Conflict, Invalid, NotFound
from app.models import Decision, Suggestion
from app.schemas.editing import PlaceIn, Values
from app.schemas.suggestions import SuggestionQuery
from app.store.decisions import kept_apart
from app.store.editing import keep_apart, merge
from app.store.suggested import answer, list_suggestions
from app.store.suggestions import suggest_duplicates
from app.store.undoing import undo
from tests.store.build import when
from tests.store.edits import by, event_of, home, told
from tests.store.happenings import BLOCK, ODESA, PLANT, PORT, strike

FAR = {"day": "2024-03-05"}


async def queue(session, **wanted):
    return (await list_suggestions(session, SuggestionQuery(**wanted))).items


@pytest.fixture
async def full(session):
    """Two likely duplicates, two contradictions, two events of low confidence."""
    a, b, c = await told(
        session,
        *(strike(f"{n}", BLOCK[n], day=f"2024-0{n + 1}-05") for n in range(3)),
    )
    await suggest_duplicates(session, [a, b, c], {(a, b): (0.4, {"who": 1.0}), (b, c): (0.7, {"who": 2.0})})
    for n, line in enumerate(PORT[:2]):
        day = f"2024-0{n + 5}-05"
        await told(session, strike(f"p{n}", line, where=ODESA, killed=5, day=day))
        await told(session, strike(f"q{n}", line + " again", where=ODESA, killed=50, day=day, hour=15))
    for n, confidence in enumerate((0.3, 0.1)):
        await told(session, strike(f"low{n}", PLANT[n], day=f"2024-0{n + 8}-05", confidence=confidence))


async def test_the_order_of_the_queue(session, full):
    shown = [(one.kind, round(one.score, 2)) for one in await queue(session)]
    assert shown == [
        ("duplicate", 0.7),
        ("duplicate", 0.4),
        ("contradiction", 0.0),
        ("contradiction", 0.0),
        ("low_confidence", 0.1),
        ("low_confidence", 0.3),
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
async def test_pages_lead_to_the_end(session, full, limit):
    whole = [one.id for one in await queue(session)]
    seen, cursor = [], None
    while True:
        listed = await list_suggestions(session, SuggestionQuery(limit=limit, cursor=cursor))
        assert listed.count.value == 6
        seen += [one.id for one in listed.items]
        if (cursor := listed.cursor) is None:
            break
    assert seen == whole


async def test_what_is_asked_for(session, full):
    low = await queue(session, kind=["low_confidence"])
    assert [one.score for one in low] == [0.1, 0.3]
    assert {one.kind for one in await queue(session, kind=["duplicate", "contradiction"])} == {
        "duplicate",
        "contradiction",
    }
    assert await queue(session, state="accepted") == []
    (first,) = await queue(session, event=[await home(session, "0")])
    assert (first.kind, first.score, len(first.events)) == ("duplicate", 0.4, 2)
    assert len(await queue(session, event=[await home(session, "1")])) == 2


async def test_accepting_a_duplicate_merges(session, full):
    asked = (await queue(session))[0]
    first, second = asked.event_ids
    suggestion, edited = await answer(session, asked.id, "accepted", by("the same"))
    assert (edited.event_id, edited.decisions[0].kind) == (first, "merge")
    assert (await event_of(session, first)).report_count == 2
    (shown,) = await queue(session, state="accepted")
    assert (shown.id, shown.author, shown.reason) == (suggestion.id, "ed", "the same")
    assert [event.id for event in shown.events] == [first]
    assert shown.event_ids == [first, second]


async def test_dismissing_a_duplicate_keeps_apart(session, full):
    asked = (await queue(session))[0]
    await answer(session, asked.id, "dismissed", by())
    assert set(await kept_apart(session, asked.event_ids)) == {frozenset(asked.event_ids)}
    assert [one.id for one in await queue(session, state="dismissed")] == [asked.id]
    pair = {(min(asked.event_ids), max(asked.event_ids)): (0.9, {})}
    await suggest_duplicates(session, asked.event_ids, pair)
    assert asked.id not in {one.id for one in await queue(session)}


@pytest.mark.parametrize(
    ("state", "values", "killed", "edited"),
    [
        ("accepted", None, 50, ["killed"]),
        ("accepted", Values(killed=7, injured=3), 7, ["injured", "killed"]),
        ("dismissed", None, 50, []),
    ],
)
async def test_answers_to_a_contradiction(session, full, state, values, killed, edited):
    asked = (await queue(session, kind=["contradiction"]))[0]
    await answer(session, asked.id, state, by(), values)
    event = await event_of(session, asked.event_ids[0])
    assert (event.killed, event.edited) == (killed, edited)
    assert [one.id for one in await queue(session, state=state)] == [asked.id]


async def test_the_present_values_of_every_field_can_be_accepted(session):
    one = strike("one", BLOCK[0], killed=5, hour=9)
    other = strike("two", BLOCK[1], killed=6, status="denied", date=when("2024-11-06"), where=ODESA, hour=10)
    first, second = await told(session, one, other)
    await merge(session, first, None, by(), [second])
    (asked,) = await queue(session, kind=["contradiction"])
    assert {"killed", "location", "status"} <= set(asked.why["differences"])
    before = await event_of(session, first)
    columns = ("killed", "status", "place_id", "latitude", "location_name", "start_day", "end_day", "type")
    values = [getattr(before, name) for name in columns]
    await answer(session, asked.id, "accepted", by())
    after = await event_of(session, first)
    assert [getattr(after, name) for name in columns] == values
    assert after.edited == sorted(asked.why["differences"])


@pytest.mark.parametrize(("state", "review"), [("accepted", "rejected"), ("dismissed", "verified")])
async def test_answers_to_low_confidence(session, full, state, review):
    asked = (await queue(session, kind=["low_confidence"]))[0]
    await answer(session, asked.id, state, by())
    assert (await event_of(session, asked.event_ids[0])).review == review


@pytest.mark.parametrize("state", ["accepted", "dismissed"])
@pytest.mark.parametrize("kind", ["duplicate", "contradiction", "low_confidence"])
async def test_undoing_the_decision_asks_again(session, full, kind, state):
    whole = [(one.kind, one.event_ids) for one in await queue(session)]
    asked = (await queue(session, kind=[kind]))[0]
    _, edited = await answer(session, asked.id, state, by())
    for decision in edited.decisions:
        await undo(session, decision.id, None, by("wrong"))
    left = [(one.kind, one.event_ids) for one in await queue(session)]
    # to dismiss a contradiction decides nothing about the event
    answered = [(kind, asked.event_ids)] if (kind, state) == ("contradiction", "dismissed") else []
    assert left == [one for one in whole if one not in answered]


async def test_what_an_editor_decided_himself_is_asked_no_more(session, full):
    apart, merged = await queue(session, kind=["duplicate"])
    await keep_apart(session, apart.event_ids[1], None, by("two things"), apart.event_ids[:1])
    (shown,) = await queue(session, state="dismissed")
    assert (shown.id, shown.reason) == (apart.id, "two things")
    await merge(session, merged.event_ids[0], None, by(), merged.event_ids[1:])
    assert await queue(session, kind=["duplicate"]) == []


async def test_a_suggestion_is_answered_once(session, full):
    asked = (await queue(session))[-1]
    await answer(session, asked.id, "accepted", by())
    with pytest.raises(Conflict, match="ed has accepted it already"):
        await answer(session, asked.id, "dismissed", by())
    with pytest.raises(NotFound):
        await answer(session, uuid4(), "accepted", by())
    assert len(list(await session.scalars(select(Decision)))) == 1


async def test_values_are_for_contradictions_alone(session, full):
    for asked, state in (((await queue(session))[0], "accepted"), ((await queue(session))[2], "dismissed")):
        with pytest.raises(Invalid) as refused:
            await answer(session, asked.id, state, by(), Values(killed=1))
        assert refused.value.code == "no_values_here"
    nowhere = Values(location=PlaceIn(place_id="geonames:7"))
    with pytest.raises(Invalid) as refused:
        await answer(session, (await queue(session))[2].id, "accepted", by(), nowhere)
    assert (refused.value.field, refused.value.code) == ("values.location.place_id", "unknown_place")
    await session.rollback()
    assert set(await session.scalars(select(Suggestion.state))) == {"open"}
