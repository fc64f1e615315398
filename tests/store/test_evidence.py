from sqlalchemy import select

from app.models import Event
from app.schemas.queries import PageQuery
from app.schemas.reports import ReportOut
from app.store.articles import correct
from app.store.evidence import reports_of_article, reports_of_event
from tests.store.build import TEXT, actor, link, mention, quote, report, sent


async def test_reports_read_back_as_they_were_told(session, tell):
    told = [
        report(
            quotes=(quote(),),
            killed=3,
            claimed_by="Iran",
            claim_chain=(link("Iran"), link("Ünal")),
            actors=(actor(aliases=("al-Araji",)), actor("Iran", role="target")),
        ),
        report("threat", "threatened", date=None, location=None, actors=()),
        report("statement", "said", mentions=(mention("said"), mention("visited"))),
    ]
    article = await tell(*told)
    stored = await reports_of_article(session, article.id)
    plain = [ReportOut.model_validate(report.model_dump()) for report in stored]
    assert plain == [ReportOut.from_record(record) for record in told]
    assert {report.article_id for report in stored} == {article.id}


async def test_the_words_that_say_so_come_with_their_sentence(session, tell):
    # "Ü" and the quotation marks are several bytes each: offsets count characters
    article = await tell(report("statement", "said"), title="Talks")
    event_id = await session.scalar(select(Event.id))
    evidence = (await reports_of_event(session, event_id, PageQuery())).items[0]
    passage = evidence.mentions[0]
    assert passage.text == TEXT[passage.start : passage.end] == "said"
    assert passage.sentence == "Ünal said “no” in Ankara."
    assert (evidence.article.id, evidence.article.title, evidence.article.source) == (
        article.id,
        "Talks",
        "Example News",
    )
    assert evidence.article.url == article.url


async def test_evidence_quotes_the_version_that_was_read(session, tell):
    article = await tell(report())
    await correct(session, article.id, sent(url=article.url, text="Nothing of the kind.", title="Corrected"))
    event_id = await session.scalar(select(Event.id))
    evidence = (await reports_of_event(session, event_id, PageQuery())).items[0]
    assert evidence.version == 1
    assert evidence.mentions[0].sentence == "On Tuesday Qasim al-Araji visited Tehran."
    assert evidence.article.title is None


async def test_reports_of_an_event_come_in_pages(session, tell):
    for day in (5, 7, 6):
        await tell(report(), published_at=f"2024-11-0{day}")
    first, *others = await session.scalars(select(Event).order_by(Event.id))
    await session.execute(Event.metadata.tables["reports"].update().values(event_id=first.id))
    pages, cursor = [], None
    for _ in range(3):
        listed = await reports_of_event(session, first.id, PageQuery(limit=1, cursor=cursor))
        pages += [report.article.published_at.day for report in listed.items]
        cursor = listed.cursor
    assert pages == [7, 6, 5]
    assert cursor is None
    assert listed.count.value == 3
    assert len(others) == 2
