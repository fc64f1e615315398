"""What must hold after any sequence of arrivals, corrections, retractions and editors' acts."""

import random

import pytest
from sqlalchemy import func, select

from app.models import Change, EventActor, EventRedirect, EventVersion, Place, Report, new_id
from app.store.articles import correct, retract
from app.store.attachments import attach, lock_events
from app.store.decisions import decide
from app.store.rederive import Cause, rederive
from app.store.reports import save_extraction
from app.store.states import snapshot, values_of_version
from tests.store.build import extraction, sent
from tests.store.happenings import BLOCK, ODESA, PLANT, PORT, Told, strike
from tests.store.test_one_event import events, put

BY = {"author": "ed", "reason": "at random"}
STEPS = 14


def any_told(dice: random.Random, name: str) -> Told:
    line = dice.choice(BLOCK + PORT + PLANT)
    return strike(
        name,
        f"{line}, {dice.choice(['twice', 'again', 'late', 'early'])}",
        day=dice.choice(["2024-11-05", "2024-11-06", "2024-11-08"]),
        hour=dice.randrange(24),
        killed=dice.choice([None, None, 3, 5]),
        source=dice.choice(["One", "Two", "Three"]),
        **({"where": ODESA} if line in PORT else {}),
    )


class Desk:
    """Does things at random, as its callers do."""

    def __init__(self, session, dice: random.Random) -> None:
        self.session, self.dice = session, dice
        self.articles: dict[str, object] = {}

    async def step(self, number: int) -> None:
        acts = [self.arrive, self.arrive, self.arrive, self.correct, self.retract]
        acts += [self.merge, self.split, self.edit, self.verify]
        await self.dice.choice(acts)(f"article-{number}")
        await self.session.commit()

    async def arrive(self, name: str) -> None:
        self.articles[name] = await put(self.session, any_told(self.dice, name))

    async def correct(self, _: str) -> None:
        if self.articles:
            name = self.dice.choice(sorted(self.articles))
            told, article = any_told(self.dice, name), self.articles[name]
            version = (await correct(self.session, article.id, sent(url=None, **told.fields))).version.version
            read = extraction(told.report) if self.dice.random() < 0.8 else extraction()
            await save_extraction(self.session, article_id=article.id, version=version, extraction=read)

    async def retract(self, _: str) -> None:
        if self.articles:
            name = self.dice.choice(sorted(self.articles))
            await retract(self.session, self.articles.pop(name).id)

    async def merge(self, _: str) -> None:
        ids = [event.id for event in await events(self.session) if event.report_count]
        if len(ids) > 1:
            old, new = self.dice.sample(ids, 2)
            await lock_events(self.session, [old, new])
            moved = await self.reports(old)
            decision = await decide(self.session, new, "merge", other_event_id=old, report_ids=moved, **BY)
            await attach(self.session, moved + await self.reports(new), new, pinned=True)
            await rederive(self.session, [old, new], Cause(decision_id=decision.id, **BY))

    async def split(self, _: str) -> None:
        large = [event.id for event in await events(self.session) if event.report_count > 1]
        if large:
            old, new = self.dice.choice(large), new_id()
            moved = (await self.reports(old))[:1]
            decision = await decide(self.session, old, "split", other_event_id=new, report_ids=moved, **BY)
            await attach(self.session, moved, new, pinned=True)
            await rederive(self.session, [old, new], Cause(decision_id=decision.id, **BY))

    async def edit(self, _: str) -> None:
        await self.decide("set", field="summary", value="By hand")

    async def verify(self, _: str) -> None:
        await self.decide("verify")

    async def decide(self, kind: str, **more: object) -> None:
        ids = [event.id for event in await events(self.session)]
        if ids:
            id_ = self.dice.choice(ids)
            decision = await decide(self.session, id_, kind, **BY, **more)
            await rederive(self.session, [id_], Cause(decision_id=decision.id, **BY))

    async def reports(self, event_id) -> list:
        query = select(Report.id).where(Report.event_id == event_id).order_by(Report.id)
        return list(await self.session.scalars(query))


async def check(session) -> None:
    found = {event.id: event for event in await events(session)}
    told = dict(
        (await session.execute(select(Report.event_id, func.count()).group_by(Report.event_id))).all()
    )
    assert set(told) <= set(found), "every report belongs to an event"
    assert {id_: event.report_count for id_, event in found.items() if event.report_count} == told
    orphans = [event for event in found.values() if not event.report_count]
    assert all(event.review == "verified" for event in orphans), "no event without a report or an editor"
    assert await replayed(session) == await shown(session, found)
    redirected = dict((await session.execute(select(EventRedirect.old_id, EventRedirect.new_id))).all())
    assert not set(redirected) & set(found)
    assert not set(redirected.values()) & set(redirected), "one look is enough"
    acting = set(await session.scalars(select(EventActor.event_id)))
    assert acting == set(found)


async def replayed(session) -> dict:
    """The current state as a reader of all changes has it."""
    state: dict = {}
    for change in await session.scalars(select(Change).order_by(Change.transaction_id, Change.id)):
        if change.kind in ("merged", "deleted"):
            del state[change.event_id]
        else:
            if change.kind == "updated":
                before = state[change.event_id]
                differing = {name for name in change.snapshot if change.snapshot[name] != before[name]}
                assert differing == set(change.difference) - {"reports"}
            else:
                assert change.event_id not in state
            state[change.event_id] = change.snapshot
    return state


async def shown(session, found) -> dict:
    places = {place.id: place for place in await session.scalars(select(Place))}
    query = select(EventVersion).where(EventVersion.valid_to.is_(None), ~EventVersion.deleted)
    versions = {version.event_id: version for version in await session.scalars(query)}
    assert {id_: version.version for id_, version in versions.items()} == {
        id_: event.version for id_, event in found.items()
    }
    for id_, version in versions.items():
        assert all(
            getattr(found[id_], name) == getattr(version, name) for name in ("summary", "killed", "edited")
        )
    return {id_: snapshot(values_of_version(version), places) for id_, version in versions.items()}


@pytest.mark.parametrize("seed", range(6))
async def test_anything_may_happen(session, seed):
    desk = Desk(session, random.Random(seed))
    for number in range(STEPS):
        await desk.step(number)
        session.expunge_all()
        await check(session)
    before = await session.scalar(select(func.count()).select_from(Change))
    await rederive(session, [event.id for event in await events(session)], Cause())
    assert await session.scalar(select(func.count()).select_from(Change)) == before
