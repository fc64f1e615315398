"""Syndicated copies: many outlets, one voice."""

from sqlalchemy import select

from app.models import Article
from app.store.articles import correct, retract
from app.store.reports import save_extraction
from tests.store.build import extraction, sent
from tests.store.happenings import BLOCK, strike
from tests.store.test_one_event import events, put

WIRE = (
    f"{BLOCK[0]}. Windows were blown out in three streets around the building, and firemen brought the last of the "
    "families down on ladders before dawn. The governor said two more missiles had been shot down over the river, "
    "and that the schools of the district would stay shut until the end of the week."
)
EDITED = "(Agency) - " + WIRE.replace("before dawn", "at dawn") + " Read more on our site."
OWN = (
    f"{BLOCK[1]}. A woman who lives opposite told our reporter that she had counted four explosions within a minute. "
    "Her kitchen door lay in the yard. Nobody from the town hall had come by noon, she added, though volunteers "
    "handed out tea and blankets from a van."
)


async def original(session) -> dict[str, str | None]:
    """The name of each article's original."""
    rows = list(await session.scalars(select(Article).execution_options(populate_existing=True)))
    names = {article.id: article.external_id for article in rows}
    return {article.external_id: names.get(article.copy_of) for article in rows}


def sources(event) -> tuple[int, int, int]:
    return event.report_count, event.source_count, event.independent_sources


async def test_a_syndicated_copy_counts_once(session):
    await put(session, strike("agency", WIRE, killed=5))
    await put(session, strike("paper", EDITED, killed=5, hour=14))
    await put(session, strike("site", EDITED + " Share.", killed=5, hour=15))
    await put(session, strike("own", OWN, killed=7, hour=16))
    assert await original(session) == {"agency": None, "paper": "agency", "site": "agency", "own": None}
    (event,) = await events(session)
    assert sources(event) == (4, 4, 2)
    assert event.killed == 7


async def test_an_original_may_arrive_after_its_copies(session):
    await put(session, strike("paper", EDITED, hour=14))
    await put(session, strike("site", EDITED + " Share.", hour=15))
    assert await original(session) == {"paper": None, "site": "paper"}
    await put(session, strike("agency", WIRE, hour=12))
    assert await original(session) == {"paper": "agency", "site": "agency", "agency": None}
    (event,) = await events(session)
    assert sources(event) == (3, 3, 1)


async def test_a_correction_may_end_a_copy(session):
    agency = await put(session, strike("agency", WIRE))
    await put(session, strike("paper", EDITED, hour=14))
    await put(session, strike("site", EDITED + " Share.", hour=15))
    told = strike("agency", OWN)
    await correct(session, agency.id, sent(url=None, **told.fields))
    await save_extraction(session, article_id=agency.id, version=2, extraction=extraction(told.report))
    assert await original(session) == {"agency": None, "paper": None, "site": "paper"}
    (event,) = await events(session)
    assert sources(event) == (3, 3, 2)


async def test_copies_of_what_was_retracted_stay_one_voice(session):
    agency = await put(session, strike("agency", WIRE))
    await put(session, strike("paper", EDITED, hour=14))
    await put(session, strike("site", EDITED + " Share.", hour=15))
    await retract(session, agency.id)
    (event,) = await events(session)
    assert sources(event) == (2, 2, 1)
    await put(session, strike("late", EDITED + " More.", hour=16))
    (event,) = await events(session)
    assert sources(event) == (3, 3, 1)


async def test_short_texts_are_nobodys_copies(session):
    await put(session, strike("one", BLOCK[0][:60]))
    await put(session, strike("two", BLOCK[0][:60], hour=14))
    assert await original(session) == {"one": None, "two": None}
