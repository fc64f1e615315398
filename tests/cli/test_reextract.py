"""``dateline reextract`` reads anew what an older pipeline has read: ids stay, and a dry run changes nothing."""

import pytest

from tests.conftest import fetch
from tests.store.build import mention, report
from tests.store.conftest import tell

__all__ = ["tell"]

TEXTS = (
    "Iran's foreign minister Abbas Araghchi visited Baghdad on Monday.",
    "Turkey's president visited Athens on Monday.",
    "Rockets were fired at Kirkuk on Monday, killing three soldiers.",
)
READ_BY = "select extracted_by, count(*) from article_versions group by 1"
IDS = "select r.id, r.event_id, e.summary from reports r join events e on e.id = r.event_id order by r.id"


@pytest.fixture
async def read_before(tell):
    """Articles as an older pipeline read them: with the words of the act right and the rest wanting."""
    for text, type_, words in zip(
        TEXTS, ("visit", "visit", "strike"), ("visited", "visited", "fired"), strict=True
    ):
        poor = report(
            type_, mentions=(mention(words, text),), summary="Old words", actors=(), date=None, location=None
        )
        await tell(poor, text=text, published_at="2025-03-04T10:00:00Z", source="Example News")


def test_reading_anew(on, database_url, read_before):
    old = fetch(database_url, IDS)
    kept = "select * from events order by id"
    before = fetch(database_url, kept)

    dry = on("reextract", "--dry-run", worker_processes=1)
    assert dry.returncode == 0, dry.stderr
    assert "3 articles read anew: 3 updated. Nothing was changed." in dry.stdout
    assert '  summary: "Old words" -> "' in dry.stdout
    assert "  killed: null -> 3" in dry.stdout
    assert fetch(database_url, kept) == before

    first = on("reextract", "--limit", 1, worker_processes=1)
    assert first.stdout == "1 article read anew: 1 updated.\n"
    rest = on("reextract", worker_processes=1)
    assert rest.stdout == "2 articles read anew: 2 updated.\n"
    new = fetch(database_url, IDS)
    assert [row[:2] for row in new] == [row[:2] for row in old]
    assert "Old words" not in {row["summary"] for row in new}
    ((pipeline, count),) = fetch(database_url, READ_BY)
    assert (count, pipeline[:6]) == (3, "0.1.0-")

    assert on("reextract", worker_processes=1).stdout == "0 articles read anew: no event changed.\n"
    assert on("reextract", "--before", "2001-01-01", worker_processes=1).stdout.startswith("0 articles")
    again = on("reextract", "--before", "2999-01-01", "--source", "Example News", worker_processes=1)
    assert again.stdout == "3 articles read anew: no event changed.\n"
