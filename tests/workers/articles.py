"""Short articles by the hundred, and what became of them."""

from datetime import date, timedelta
from itertools import product

from app.schemas.articles import ArticleIn
from tests.conftest import fetch

WHO = (
    "Iran's foreign minister",
    "The French president",
    "Turkish officials",
    "The UN envoy",
    "Japan's prime minister",
)
DID = (
    "visited {} on Monday.",
    "met leaders in {} on Tuesday to discuss a truce.",
    "condemned the attack in {}.",
    "imposed sanctions on companies in {} last week.",
    "said an airstrike near {} killed five people on Sunday.",
    "will travel to {} next week, and rejected new talks.",
)
WHERE = (
    "Baghdad",
    "Cairo",
    "Kyiv",
    "Khartoum",
    "Islamabad",
    "Caracas",
    "Nairobi",
    "Hanoi",
    "Tbilisi",
    "Bogota",
)

# Takes a process some seconds: time enough for whatever is to happen meanwhile.
LONG = "\n".join([" ".join(f"{who} {DID[2].format(where)}" for who, where in product(WHO, WHERE))] * 8)

TOLD = """
select a.external_id, r.position, r.type, r.status, r.summary, r.confidence, r.start_day, r.end_day,
       (select count(*) from mentions m where m.report_id = r.id) mentions,
       (select array_agg(ra.actor_id || ' ' || ra.role order by ra.start, ra.role, ra.actor_id)
        from report_actors ra where ra.report_id = r.id) actors,
       (select count(*) from changes c where c.event_id = r.event_id) changes,
       (select count(*) from reports s where s.event_id = r.event_id) same_event
from reports r join articles a on a.id = r.article_id
order by a.external_id, r.position
"""


def short_articles(count: int) -> list[ArticleIn]:
    day = date(2025, 3, 4)
    lines = [f"{who} {did.format(where)}" for who, did, where in product(WHO, DID, WHERE)][:count]
    return [
        ArticleIn(text=line, published_at=f"{day + timedelta(n)}", external_id=f"short-{n:03}")
        for n, line in enumerate(lines)
    ]


def long_article() -> ArticleIn:
    return ArticleIn(text=LONG, published_at="2025-03-04", external_id="long")


def states(url: str) -> dict[str, int]:
    return dict(fetch(url, "select state, count(*) from articles group by state"))


def state(url: str, external_id: str) -> tuple[str, str | None, int]:
    query = f"select state, error, attempts from articles where external_id = '{external_id}'"
    return tuple(fetch(url, query)[0])


def told(url: str) -> list[tuple]:
    """Everything that was read, under names that two databases share."""
    return [tuple(row) for row in fetch(url, TOLD)]


def counts(url: str) -> tuple[int, int, int, int]:
    """Reports, events, changes, and jobs that are not done."""
    tables = ("reports", "events", "changes", "pgqueuer")
    return tuple(fetch(url, f"select count(*) from {table}")[0][0] for table in tables)
