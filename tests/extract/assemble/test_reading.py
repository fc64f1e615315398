"""What assembling adds to single sentences: small texts read from end to end, published on Tuesday, 5 November 2024."""

from collections.abc import Callable
from datetime import date

import pytest

from app.extract.pipeline import Extractor
from app.extract.records import Report

Reader = Callable[[str], tuple[Report, ...]]


@pytest.fixture(scope="module")
def reports(extractor: Extractor) -> Reader:
    return lambda text: extractor.extract(text, date(2024, 11, 5)).reports


def only(reports: tuple[Report, ...], kind: str) -> Report:
    found = [report for report in reports if report.type == kind]
    assert len(found) == 1, [(r.type, r.summary) for r in reports]
    return found[0]


def actors(report: Report, role: str) -> set[str]:
    return {actor.canonical_name for actor in report.actors if actor.role == role}


def test_the_threatened_did_it_and_the_threatening_was_hit(reports: Reader):
    strike = only(
        reports("Iran threatened Israel with a crushing response after the October 26 airstrikes."), "strike"
    )
    assert (actors(strike, "source"), actors(strike, "target")) == ({"Israel"}, {"Iran"})


def test_a_month_is_carried_along_its_paragraph(reports: Reader):
    text = (
        "In August, Prime Minister Anwar Ibrahim visited Moscow. Ibrahim met the Russian president there.\n"
        "Parliament passed the budget on Monday."
    )
    meeting = only(reports(text), "meeting")
    assert meeting.date is not None
    assert (meeting.date.first, meeting.date.last, meeting.date.basis) == (
        date(2024, 8, 1),
        date(2024, 8, 31),
        "inherited",
    )


def test_who_speaks_for_his_country_is_the_speaker(reports: Reader):
    rejection = only(reports("Prime Minister Rashid said that Iraq rejects the plan."), "rejection")
    assert actors(rejection, "source") == {"Rashid"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "The interior ministry prepared for next month's presidential election in Ghana.",
            "election",
            "planned",
        ),
        ("Last month's presidential election in Ghana was calm.", "election", "happened"),
    ],
)
def test_what_has_a_day_ahead_has_not_happened(reports: Reader, text: str, kind: str, status: str):
    assert only(reports(text), kind).status == status


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Russia said it shot down 30 Ukrainian drones over Kursk.", "Russia"),
        ("Russia shot down 30 Ukrainian drones over Kursk.", None),
    ],
)
def test_a_claim_is_not_a_fact(reports: Reader, text: str, claimant: str | None):
    assert only(reports(text), "strike").claimed_by == claimant


def test_words_of_nobody_are_no_event(reports: Reader):
    assert [r for r in reports("It was said that the plan had been rejected.") if r.family == "speech"] == []


def test_two_mentions_make_one_report(reports: Reader):
    text = "Gunmen attacked a police station in Quetta on Monday, killing nine officers.\nThe attack lasted an hour."
    attack = only(reports(text), "attack")
    assert len(attack.mentions) >= 2
    assert attack.killed == 9


def test_who_tells_of_violence_in_the_passive_did_not_do_it(extractor):
    found = extractor.extract("Pakistan said 31 civilians had been killed in Muridke.", date(2025, 5, 7))
    assert not [a for r in found.reports if r.family == "conflict" for a in r.actors if a.role == "source"]


def test_the_dead_are_not_those_who_protest(extractor: Extractor):
    text = "At least eight people were killed on Wednesday in demonstrations in Nairobi against a tax."
    (protest,) = [r for r in extractor.extract(text, date(2025, 6, 25)).reports if r.type == "protest"]
    assert "people" not in " ".join(actor.name for actor in protest.actors if actor.role == "source")


def test_two_towns_of_a_dateline_do_nothing(reports: Reader):
    text = "KYIV/MOSCOW, Nov 5 - Russia and Ukraine swapped 35 prisoners each on Tuesday."
    swap = only(reports(text), "concession")
    assert {actor.name for actor in swap.actors if actor.role == "source"} == {"Russia", "Ukraine"}


def test_whoever_speaks_is_the_subject_of_what_is_said(reports: Reader):
    text = "Mali's junta asked France on Monday to leave, hours after Paris said that it would close its embassy."
    told = [report for report in reports(text) if report.type != "demand"]
    assert all(
        "junta" not in actor.name for report in told for actor in report.actors if actor.role == "source"
    )


def test_a_flag_makes_no_minister_a_foreigner(reports: Reader):
    text = (
        "A government spokesman, Lionel Bilgo, told reporters in Ouagadougou that talks were going on. "
        "Some of the crowd in Ouagadougou waved Russian flags."
    )
    (speaker,) = [a for a in only(reports(text), "statement").actors if a.role == "source"]
    assert (speaker.name, speaker.country) == ("Lionel Bilgo", "BF")


def test_congress_is_that_of_the_country_told_of(reports: Reader):
    for text, country in (
        (
            "India's Congress said the fight must go on. India's government agreed with Congress on Monday.",
            "IN",
        ),
        ("US President Joe Biden asked Congress on Monday to approve aid for Ukraine.", "US"),
    ):
        congress = [a for r in reports(text) for a in r.actors if a.name == "Congress"]
        assert {actor.country for actor in congress} == {country}
