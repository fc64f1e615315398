import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from app.db import session_maker
from app.errors import Conflict, Gone, NotFound
from app.models import Article, ArticleVersion
from app.store.articles import accept, correct, living, retract, version_of
from app.store.processing import mark_failed
from tests.store.build import sent


async def jobs(session):
    rows = await session.execute(text("select convert_from(payload, 'utf8') from pgqueuer order by id"))
    return [payload for (payload,) in rows]


async def count(session, table):
    return await session.scalar(select(func.count()).select_from(table))


async def test_a_new_article_is_stored_and_queued(session):
    accepted = await accept(session, sent())
    assert (accepted.outcome, accepted.version.version, accepted.article.state) == ("created", 1, "queued")
    assert [str(accepted.article.id) in job for job in await jobs(session)] == [True]


async def test_storing_and_queueing_are_one_transaction(session):
    await accept(session, sent())
    await session.rollback()
    assert await jobs(session) == []
    assert await count(session, Article) == 0


URL, OTHER = "https://news.example/a", "https://news.example/b"


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ({"url": URL}, {"url": URL + "?utm_source=x"}, "unchanged"),
        ({"url": URL}, {"url": URL, "title": "Other title"}, "unchanged"),
        ({"url": URL}, {"url": URL, "text": "Other."}, "versioned"),
        ({"url": URL}, {"url": URL, "published_at": "2024-11-07"}, "versioned"),
        ({"url": URL}, {"url": OTHER}, "created"),
        ({"url": URL}, {"url": None}, "created"),
        ({"url": None}, {"url": URL}, "created"),
        ({"url": None}, {"url": None}, "unchanged"),
        ({"url": None}, {"url": None, "text": "Other."}, "created"),
        ({"url": None, "external_id": "7"}, {"url": None, "external_id": "7", "text": "Other."}, "versioned"),
        ({"url": URL, "external_id": "7"}, {"url": OTHER, "external_id": "7", "text": "Other."}, "versioned"),
        ({"url": None, "external_id": "7"}, {"url": None, "external_id": "8"}, "created"),
    ],
)
async def test_articles_are_known_again(session, first, second, outcome):
    one = await accept(session, sent(**first))
    other = await accept(session, sent(**second))
    assert other.outcome == outcome
    assert (other.article.id == one.article.id) is (outcome != "created")
    assert len(await jobs(session)) == (1 if outcome == "unchanged" else 2)


async def test_an_old_version_that_comes_late_is_no_news(session):
    await accept(session, sent(url=URL))
    await accept(session, sent(url=URL, text="Other."))
    late = await accept(session, sent(url=URL))
    assert (late.outcome, late.version.version, late.version.text) == ("unchanged", 2, "Other.")


async def test_versions_are_kept(session):
    one = await accept(session, sent(url=URL))
    await accept(session, sent(url=URL, text="Other."))
    texts = select(ArticleVersion.text).order_by(ArticleVersion.version)
    assert list(await session.scalars(texts)) == [sent().text, "Other."]
    assert (await version_of(session, one.article)).text == "Other."


async def test_a_url_and_an_id_of_different_articles_contradict_each_other(session):
    await accept(session, sent(url=URL))
    await accept(session, sent(url=OTHER, external_id="7"))
    with pytest.raises(Conflict):
        await accept(session, sent(url=URL, external_id="7", text="Other."))


@pytest.mark.parametrize("fields", [{"url": URL}, {"url": None}, {"url": None, "external_id": "7"}])
async def test_many_at_once_make_one_article(engine, fields):
    async def send():
        async with session_maker(engine).begin() as session:
            accepted = await accept(session, sent(**fields))
            return accepted.outcome, accepted.article.id

    answers = await asyncio.gather(*(send() for _ in range(12)))
    assert len({id_ for _, id_ in answers}) == 1
    assert sorted(outcome for outcome, _ in answers) == ["created"] + ["unchanged"] * 11


async def test_a_correction_is_a_new_version_and_is_queued(session):
    accepted = await accept(session, sent(url=URL))
    corrected = await correct(session, accepted.article.id, sent(url=URL, title="Better"))
    assert (corrected.outcome, corrected.version.version, corrected.version.title) == (
        "versioned",
        2,
        "Better",
    )
    assert corrected.article.state == "queued"
    assert len(await jobs(session)) == 2


async def test_a_correction_to_the_same_changes_nothing(session):
    accepted = await accept(session, sent(url=URL))
    corrected = await correct(session, accepted.article.id, sent(url=URL))
    assert (corrected.outcome, corrected.version.version) == ("unchanged", 1)


async def test_a_failed_article_is_tried_again_by_the_same_correction(session):
    accepted = await accept(session, sent(url=URL))
    await mark_failed(session, accepted.article.id, 1, "It broke.")
    await session.execute(text("delete from pgqueuer"))
    await correct(session, accepted.article.id, sent(url=URL))
    assert (accepted.article.state, accepted.article.error) == ("queued", None)
    assert len(await jobs(session)) == 1


async def test_a_correction_cannot_take_another_articles_url(session):
    await accept(session, sent(url=URL))
    other = await accept(session, sent(url=OTHER))
    with pytest.raises(Conflict):
        await correct(session, other.article.id, sent(url=URL, text="Other."))


async def test_a_correction_of_nothing(session):
    with pytest.raises(NotFound):
        await correct(session, uuid4(), sent())


async def test_a_retracted_article_is_gone_and_may_come_back_as_a_new_one(session):
    accepted = await accept(session, sent(url=URL))
    await retract(session, accepted.article.id)
    await retract(session, accepted.article.id)
    with pytest.raises(Gone):
        await living(session, accepted.article.id)
    back = await accept(session, sent(url=URL))
    assert back.outcome == "created"
    assert back.article.id != accepted.article.id
