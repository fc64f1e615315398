from datetime import date

import pytest

from app.extract.pipeline import Extractor


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Israel bombed an air base near Isfahan in Iran on Saturday.", "IR"),
        ("Officials from Lebanon were at home. Israel attacked Iran with missiles on Saturday.", "IR"),
    ],
)
def test_a_strike_is_where_it_hit(extractor: Extractor, text: str, country: str):
    strikes = [r for r in extractor.extract(text, date(2024, 11, 5)).reports if r.family == "conflict"]
    assert [report.location and report.location.country for report in strikes] == [country]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # two sides of one country meet at home, where nothing else is said
        (
            "The Peruvian president Alan Garcia met Peruvian opposition leader Ollanta Humala on Monday.",
            "meeting",
            "PE",
        ),
        ("Chinese President Xi Jinping met French President Emmanuel Macron on Monday.", "meeting", None),
    ],
)
def test_those_who_take_part_tell_the_country(
    extractor: Extractor, text: str, kind: str, expected: str | None
):
    (report,) = [r for r in extractor.extract(text, date(2010, 3, 2)).reports if r.type == kind]
    assert (report.location and report.location.country) == expected


def test_a_law_is_passed_in_a_country_and_not_in_the_town_of_its_signer(extractor: Extractor):
    text = "Tunisian Prime Minister Youssef Chahed signed a decree on Friday banning the veil. Two blasts hit Tunis."
    (policy,) = [
        r for r in extractor.extract(text, date(2019, 7, 6)).reports if r.type in ("policy", "coercion")
    ]
    assert policy.location is not None
    assert (policy.location.country, policy.location.precision) == ("TN", "country")
