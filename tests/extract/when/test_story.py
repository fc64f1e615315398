"""The date of one event: which time of its sentence is its own, and what it takes without one."""

from datetime import date

import pytest

from app.extract.records import Trigger, When
from app.extract.when import best_date, date_of, find_times

TUESDAY = date(2024, 11, 5)


def date_at(read, text, word, kind="meeting", status="happened", published=TUESDAY):
    """The date of the event whose trigger is the only ``word`` of the text."""
    doc = read(text, published)
    ((sentence, token),) = [(s, t) for s in doc.sentences for t in s.tokens if t.text == word]
    trigger = Trigger(
        sentence=sentence.index, token=token.index, start=token.start, end=token.end, type=kind, status=status,
        score=1.0, via="",
    )  # fmt: skip
    when = date_of(doc, trigger, find_times(doc))
    return when and (str(when.first), str(when.last), when.basis)


@pytest.mark.parametrize(
    ("text", "word", "kind", "days"),
    [
        ("On Monday, the two ministers met in Cairo.", "met", "meeting", ("2024-11-04", "2024-11-04")),
        ("The two ministers held talks in Cairo on Monday.", "talks", "meeting", ("2024-11-04", "2024-11-04")),
        ("He condemned the October 26 airstrikes.", "airstrikes", "strike", ("2024-10-26", "2024-10-26")),
        ("Ten people were killed in Monday's attack.", "killed", "attack", ("2024-11-04", "2024-11-04")),
        ("He spoke Monday, a day after rebels attacked it.", "spoke", "statement", ("2024-11-04", "2024-11-04")),
        ("He spoke Monday, a day after rebels attacked it.", "attacked", "attack", ("2024-11-03", "2024-11-03")),
        ("In 1974, when the army invaded the island, he fled.", "invaded", "clash", ("1974-01-01", "1974-12-31")),
        ("In May he said that Iraq rejects the plan.", "rejects", "rejection", ("2024-05-01", "2024-05-31")),
        ("The treaty signed in March 2010 limits warheads.", "signed", "agreement", ("2010-03-01", "2010-03-31")),
    ],
)  # fmt: skip
def test_an_event_takes_the_time_of_its_clause(read, text, word, kind, days):
    assert date_at(read, text, word, kind)[:2] == days


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The army said on Monday that rebels had attacked a convoy.", "attacked", "attack"),
        ("The minister arrived after Sunday's election.", "arrived", "visit"),
        ("He condemned the airstrikes of October 26.", "condemned", "accusation"),
        ("Russia arrests a minister who fled last month.", "arrests", "arrest"),
    ],
)
def test_another_clauses_time_is_not_taken(read, text, word, kind):
    assert date_at(read, text, word, kind) == ("2024-11-05", "2024-11-05", "publication")


@pytest.mark.parametrize(
    ("text", "word", "kind", "days"),
    [
        ("The two will meet on Friday.", "meet", "meeting", ("2024-11-08", "2024-11-08")),
        ("Elections are scheduled for March.", "Elections", "election", ("2025-03-01", "2025-03-31")),
        ("Schools will close beginning December 15.", "close", "policy", ("2024-12-15", "2024-12-15")),
        ("Troops will leave by the end of the year.", "leave", "withdrawal", ("2024-11-05", "2024-12-31")),
    ],
)
def test_a_planned_act_is_dated_by_when_it_is_to_happen(read, text, word, kind, days):
    assert date_at(read, text, word, kind, "planned")[:2] == days


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The minister will visit Paris.", "visit"),
        ("He welcomed on Monday the coming talks.", "talks"),
        ("He announced on Monday plans for a summit.", "summit"),
    ],
)
def test_a_planned_act_without_a_day_stays_undated(read, text, word):
    assert date_at(read, text, word, status="planned") is None


def test_what_has_happened_this_year_reaches_to_publication(read):
    found = date_at(read, "Police have arrested forty smugglers this year.", "arrested", "arrest")
    assert found == ("2024-01-01", "2024-11-05", "relative")


@pytest.mark.parametrize(
    ("kind", "days"), [("clash", ("2024-10-01", "2024-11-05")), ("sanction", ("2024-10-01", "2024-10-31"))]
)
def test_since_dates_a_campaign_to_now_and_a_measure_to_its_start(read, kind, days):
    assert date_at(read, "The army has besieged the town since October.", "besieged", kind)[:2] == days


@pytest.mark.parametrize(
    ("text", "word", "kind", "days"),
    [
        (
            "He arrived in Paris on Monday for a three-day visit.",
            "arrived",
            "visit",
            ("2024-11-04", "2024-11-06"),
        ),
        ("Leaders opened a two-day summit on Tuesday.", "summit", "meeting", ("2024-11-05", "2024-11-06")),
        ("The forum is held from November 4 to 8.", "held", "meeting", ("2024-11-04", "2024-11-08")),
        ("He was jailed on Monday for a three-day period.", "jailed", "arrest", ("2024-11-04", "2024-11-04")),
    ],
)
def test_what_fills_several_days_runs_to_its_end(read, text, word, kind, days):
    assert date_at(read, text, word, kind)[:2] == days


def test_an_article_days_after_its_news_leaves_what_is_undated_between_the_two(read):
    text = "The army seized the port on Saturday.\n\nIt fled.\n\nIt hid.\n\nThe opposition condemned it."
    assert date_at(read, text, "condemned", "accusation") == ("2024-11-02", "2024-11-05", "inherited")
    assert date_at(read, text, "seized", "clash")[:2] == ("2024-11-02", "2024-11-02")


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The opposition condemned it.", "condemned", "accusation"),
        ("No.\n\nYes.\n\nPolice arrested two men.", "arrested", "arrest"),
        ("No.\n\nYes.\n\nHe condemned it.", "condemned", "accusation"),
    ],
)
def test_what_a_late_article_tells_in_its_lead_and_its_deeds_are_of_the_leads_day(read, text, word, kind):
    text = "The army seized the port on Saturday.\n\n" + text
    assert date_at(read, text, word, kind) == ("2024-11-02", "2024-11-02", "inherited")


def test_a_lead_that_tells_of_today_is_not_late(read):
    text = "The army seized the port on Saturday, police said Tuesday.\n\nTwo men fled. Guards arrested both."
    assert date_at(read, text, "arrested", "arrest") == ("2024-11-05", "2024-11-05", "publication")


def test_a_deed_told_the_day_after_is_of_the_day_before(read):
    text = "The army lost a convoy on Monday. Rebels attacked it."
    assert date_at(read, text, "attacked", "attack") == ("2024-11-04", "2024-11-04", "inherited")


def test_a_deadline_does_not_date_the_promise(read):
    assert date_at(read, "Both agreed to leave by 2026.", "agreed", "agreement")[2] == "publication"


LEAD = "The premier left on Monday.\n\nHe met nobody.\n\n"


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The premier has long urged reform.", "urged", "demand"),
        ("Both sides had rejected the plan.", "rejected", "rejection"),
        ("The militia opposes the war in the north.", "war", "clash"),
        ("He has so far refused to sign.", "refused", "rejection"),
    ],
)
def test_undated_background_stays_undated(read, text, word, kind):
    assert date_at(read, LEAD + text, word, kind) is None


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The opposition rejected the plan.", "rejected", "rejection"),
        ("Turkey opposes the plan and accuses the militia.", "accuses", "accusation"),
        ("The union has rejected the plan.", "rejected", "rejection"),
    ],
)
def test_undated_news_is_of_the_day(read, text, word, kind):
    assert date_at(read, LEAD + text, word, kind) == ("2024-11-05", "2024-11-05", "publication")


def test_the_look_back_goes_on_in_its_paragraph(read):
    text = LEAD + "The king seized power in February 2021. He sacked the cabinet."
    assert date_at(read, text, "sacked", "appointment") == ("2021-02-01", "2021-02-28", "inherited")


def test_a_dateline_dates_no_event(read):
    text = "BAGHDAD, Nov 4 (Reuters) - Troops entered the town."
    assert date_at(read, text, "entered", "clash")[2] == "publication"


def when(first, last, basis):
    return When(first=first, last=last, precision="range", basis=basis, text=None, start=None, end=None)


MONTH = when(date(2024, 10, 1), date(2024, 10, 31), "explicit")
DAY = when(date(2024, 10, 26), date(2024, 10, 26), "relative")
TOLD = when(date(2024, 10, 20), date(2024, 10, 20), "inherited")
TODAY = when(TUESDAY, TUESDAY, "publication")
VISIT = When(
    first=date(2024, 10, 26), last=date(2024, 10, 28), precision="range", basis="relative", start=0, end=30,
    text="on Saturday for a three-day visit",
)  # fmt: skip
OLD = when(date(2021, 1, 1), date(2021, 12, 31), "relative")


@pytest.mark.parametrize(
    ("candidates", "best"),
    [
        ([], None),
        ([None, None], None),
        ([None, TODAY], TODAY),
        ([TODAY, MONTH], MONTH),
        ([MONTH, DAY, TODAY], DAY),
        ([TODAY, TOLD], TOLD),
        ([DAY, VISIT], VISIT),
        ([OLD, TODAY, TODAY], TODAY),
        ([OLD, TODAY], OLD),
    ],
)
def test_best_date(candidates, best):
    assert best_date(candidates) == best
