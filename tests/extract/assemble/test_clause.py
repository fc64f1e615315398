from datetime import date

import pytest

from app.extract.pipeline import Extractor


@pytest.mark.parametrize(
    ("text", "kind", "summary"),
    [
        ("Prime Minister Anwar Ibrahim visited Moscow on Monday.", "visit", "Anwar Ibrahim visited Moscow on Monday"),
        ("Anwar Ibrahim arrived in Moscow, where snow fell.", "visit", "Anwar Ibrahim arrived in Moscow"),
        ("South Korea called for dialogue, while Russia sent a note.", "demand", "South Korea called for dialogue"),
        ("TAIPEI - Her visit ended. China condemned the visit.", "accusation", "China condemned the visit"),
        ("The mayor was arrested in Lagos on Friday.", "arrest", "mayor was arrested in Lagos on Friday"),
        ("After talks between Iran and Iraq in Baghdad, all left.", "meeting", "Talks between Iran and Iraq (Baghdad)"),
    ],
)  # fmt: skip
def test_a_summary_is_the_verbs_own_clause_or_a_phrase(
    extractor: Extractor, text: str, kind: str, summary: str
):
    found = [r for r in extractor.extract(text, date(2024, 11, 5)).reports if r.type == kind]
    assert [r.summary for r in found] == [summary]


def test_a_clause_is_short(extractor: Extractor):
    text = (
        "Prime Minister Anwar Ibrahim announced " + "a very long list of many measures " * 12 + "in Moscow."
    )
    for report in extractor.extract(text, date(2024, 11, 5)).reports:
        assert len(report.summary.split()) <= 24
