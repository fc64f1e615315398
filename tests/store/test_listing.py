from app.schemas.queries import ArticleQuery
from app.store.articles import accept, retract
from app.store.listing import count_by_state, list_articles, queue_depth
from app.store.processing import claim, mark_failed
from tests.store.build import report, sent


async def test_articles_come_latest_first_and_in_pages(session):
    ids = [(await accept(session, sent())).article.id for _ in range(5)]
    seen, cursor, first = [], None, True
    while first or cursor:
        first = False
        listed = await list_articles(session, ArticleQuery(limit=2, cursor=cursor))
        seen += [article.id for article in listed.items]
        cursor = listed.cursor
    assert seen == ids[::-1]
    assert listed.count.value == 5


async def test_articles_are_listed_once_whatever_their_versions(session):
    one = sent()
    await accept(session, one)
    await accept(session, sent(url=one.url, text="Other.", title="Later"))
    listed = await list_articles(session, ArticleQuery())
    assert [(article.version, article.title) for article in listed.items] == [(2, "Later")]


async def test_articles_are_filtered_by_state_and_source(session, tell):
    done = await tell(report())
    failed = (await accept(session, sent(source="Other News"))).article
    await mark_failed(session, failed.id, 1, "It broke.")

    async def found(**wanted):
        return [article.id for article in (await list_articles(session, ArticleQuery(**wanted))).items]

    assert await found(state=["done"]) == [done.id]
    assert await found(state=["failed", "done"]) == [failed.id, done.id]
    assert await found(source=["Example News"]) == [done.id]
    assert await found(source=["Example News"], state=["failed"]) == []


async def test_retracted_articles_are_not_listed_nor_counted(session):
    article = (await accept(session, sent())).article
    await retract(session, article.id)
    assert (await list_articles(session, ArticleQuery())).items == []
    assert sum((await count_by_state(session)).values()) == 0


async def test_every_state_is_counted(session, tell):
    await tell(report())
    await accept(session, sent())
    await claim(session, (await accept(session, sent())).article.id, 1)
    assert await count_by_state(session) == {"queued": 1, "processing": 1, "done": 1, "failed": 0}


async def test_the_queue_is_counted_by_state(session):
    await accept(session, sent())
    await accept(session, sent())
    assert await queue_depth(session) == {"queued": 2, "picked": 0, "failed": 0}
