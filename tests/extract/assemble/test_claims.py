"""By whose word: short texts read from end to end, published on Tuesday, 5 November 2024."""

from datetime import date

import pytest

from app.extract.pipeline import Extractor
from app.extract.records import Report


def told(extractor: Extractor, text: str, family: str = "conflict") -> Report:
    reports = extractor.extract(text, date(2024, 11, 5)).reports
    return next(report for report in reports if report.family == family)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Russia said it shot down 30 Ukrainian drones over Kursk.", ["Russia"]),
        ("Russia shot down 30 Ukrainian drones over Kursk.", []),
        ("Russia confirmed that it shot down 30 Ukrainian drones over Kursk.", []),
        ("Ukraine said Russian missiles hit a hospital in Kherson.", ["Ukraine"]),
        ("According to Ukraine, Russian missiles hit a hospital in Kherson.", ["Ukraine"]),
        ("Russian missiles hit a hospital in Kherson, the United Nations said.", []),
        ("Russian missiles hit a hospital in Kherson, police said.", []),
        ("Russian missiles hit a hospital in Kherson, witnesses said.", []),
        ("Russian missiles hit a hospital in Kherson, France said.", ["France"]),
        ("Azerbaijan accused Armenia of a drone strike on Ganja.", ["Azerbaijan"]),
        ("Sudan's army said the RSF had shelled a hospital in El Fasher.", ["Sudan's army"]),
        (
            "A Russian general was quoted by Ukraine as saying that his men captured Robotyne.",
            ["Russian general", "Ukraine"],
        ),
        ("France said it condemned air strikes by Russia on schools.", []),
        ("Jakarta police said they will deploy 18,000 officers.", []),
        ("The interior ministry said gunmen killed five people in Karachi.", []),
        ("Russia said Ukraine had claimed it shot down 30 Russian drones.", ["Ukraine", "Russia"]),
        ("Russia said its forces captured the village of Robotyne.", ["Russia"]),
    ],
)
def test_a_party_is_named_with_those_who_hand_its_word_on(extractor: Extractor, text: str, chain: list[str]):
    report = told(extractor, text)
    assert [link.name for link in report.claim_chain] == chain
    assert report.claimed_by == (chain[0] if chain else None)
    assert all(text[link.start : link.end] == link.name for link in report.claim_chain)


@pytest.mark.parametrize(
    ("text", "claimed_by"),
    [
        (
            "Ukraine said Russian missiles hit a hospital in Kherson. Russian missiles hit the hospital at dawn.",
            None,
        ),
        ("Ukraine said Russian missiles hit a hospital in Kherson. The strike lasted an hour.", "Ukraine"),
    ],
)
def test_told_as_a_fact_elsewhere_it_is_one(extractor: Extractor, text: str, claimed_by: str | None):
    assert told(extractor, text).claimed_by == claimed_by


def test_what_nobody_disputes_is_no_claim(extractor: Extractor):
    text = "Finland said it had signed a defence pact with Estonia."
    assert told(extractor, text, "diplomacy").claimed_by is None


def test_the_accused_did_it(extractor: Extractor):
    strike = told(extractor, "Azerbaijan accused Armenia of bombing the town of Ganja on Sunday.")
    assert [(actor.name, actor.role) for actor in strike.actors if actor.role == "source"] == [
        ("Armenia", "source")
    ]
    assert strike.claimed_by == "Azerbaijan"


def test_they_who_say_so_did_it(extractor: Extractor):
    report = told(extractor, "Iran's Revolutionary Guards said they had hit a base in Iraq on Monday.")
    assert {actor.country for actor in report.actors if actor.role == "source"} == {"IR"}
