from datetime import date

import pytest

from app.store.articles import accept, correct, retract
from app.store.processing import claim, mark_failed, mark_waiting
from tests.store.build import TEXT, sent


@pytest.fixture
async def article(session):
    accepted = await accept(session, sent(published_at="2024-11-05T01:00:00+03:00", title="Talks"))
    await session.commit()
    return accepted.article


async def test_a_claim_counts_and_hands_out_what_is_to_be_read(session, article):
    work = await claim(session, article.id, 1)
    assert (work.text, work.title, work.attempts) == (TEXT, "Talks", 1)
    assert work.published == date(2024, 11, 5)  # the outlet's day, although it is the 4th in UTC
    assert article.state == "processing"
    assert (await claim(session, article.id, 1)).attempts == 2


@pytest.mark.parametrize(("mark", "state"), [(mark_waiting, "queued"), (mark_failed, "failed")])
async def test_a_reason_is_kept_without_what_postgres_cannot_hold(session, article, mark, state):
    await mark(session, article.id, 1, "It broke at \0.")
    assert (article.state, article.error) == (state, "It broke at .")


async def test_a_failed_version_is_not_claimed_again(session, article):
    await mark_failed(session, article.id, 1, "It broke.")
    assert await claim(session, article.id, 1) is None


async def test_a_done_version_cannot_fail_any_more(session, article):
    article.state = "done"
    await session.flush()
    await mark_failed(session, article.id, 1, "Too late.")
    assert (article.state, article.error) == ("done", None)
    assert await claim(session, article.id, 1) is None


async def test_an_outdated_version_is_nobodys_business(session, article):
    await correct(session, article.id, sent(url=article.url, text="Other."))
    await mark_failed(session, article.id, 1, "It broke.")
    assert await claim(session, article.id, 1) is None
    assert (article.state, article.error) == ("queued", None)
    assert (await claim(session, article.id, 2)).attempts == 1


async def test_a_retracted_article_is_not_read(session, article):
    await retract(session, article.id)
    assert await claim(session, article.id, 1) is None
