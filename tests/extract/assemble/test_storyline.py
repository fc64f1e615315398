"""What accounts without a day of their own take from the others of the article."""

from dataclasses import replace
from datetime import date

from app.extract.assemble.storyline import with_inherited_dates
from app.extract.records import When
from app.extract.tree import Tree
from tests.extract.assemble.accounts import account, day, part

TODAY = date(2024, 11, 9)


def published(first=TODAY, last=TODAY):
    return When(first=first, last=last, precision="day", basis="publication", text=None, start=None, end=None)


def dates(accounts, trees):
    found = with_inherited_dates(accounts, TODAY, trees)
    return [a.when and (a.when.first.day, a.when.last.day, a.when.basis) for a in found]


def flat(read, count=4):
    """Trees of sentences in which nothing happens at or during anything."""
    doc = read("\n\n".join(["One man left early."] * count))
    return [Tree.of(sentence) for sentence in doc.sentences]


def test_a_definite_noun_takes_the_day_of_the_account_of_its_kind(read):
    told = account(when=day(5))
    again = replace(account(sentence=2, when=published()), definite=True)
    assert dates([told, again], flat(read))[1] == (5, 5, "inherited")


def test_an_indefinite_noun_or_another_kind_does_not(read):
    told = account(when=day(5))
    other = account(sentence=2, when=published())
    kind = replace(account("meeting", sentence=3, word="talks", when=published()), definite=True)
    assert dates([told, other, kind], flat(read))[1:] == [(9, 9, "publication")] * 2


def test_another_word_of_other_people_elsewhere_is_another_happening(read):
    told = account(word="raid", parts=(part("source", 1),), when=day(5))
    again = replace(
        account(sentence=2, word="strike", parts=(part("source", 2),), when=published()), definite=True
    )
    assert dates([told, again], flat(read))[1] == (9, 9, "publication")


def test_a_plan_takes_the_day_of_the_same_word_only(read):
    told = account("meeting", word="summit", when=day(20), status="planned")
    same = replace(account("meeting", sentence=1, word="summit", status="planned"), definite=True)
    other = replace(account("meeting", sentence=2, word="talks", status="planned"), definite=True)
    assert dates([told, same, other], flat(read)) == [(20, 20, "explicit"), (20, 20, "inherited"), None]


def test_words_between_the_lead_and_publication_are_of_the_day_on_which_the_speaker_acts(read):
    between = When(
        first=date(2024, 11, 5), last=TODAY, precision="range", basis="inherited", text="Tuesday", start=0, end=7
    )  # fmt: skip
    acted = account("visit", word="visit", parts=(part("source", 1),), when=day(5))
    his = account("statement", sentence=1, word="say", parts=(part("source", 1),), when=between)
    hers = account("statement", sentence=2, word="say", parts=(part("source", 2),), when=between)
    assert dates([acted, his, hers], flat(read))[1:] == [(5, 5, "inherited"), (5, 9, "inherited")]


def test_what_happens_during_a_dated_visit_happens_then(read):
    doc = read("He met nobody during the visit.")
    tree = Tree.of(doc.sentences[0])
    met, visit = (t for t in doc.sentences[0].tokens if t.text in ("met", "visit"))
    meeting = account("meeting", word="meet", when=published())
    meeting = replace(meeting, noun=False, trigger=replace(meeting.trigger, token=met.index))
    trip = account("visit", word="visit", when=day(5))
    trip = replace(trip, trigger=replace(trip.trigger, token=visit.index))
    assert dates([meeting, trip], [tree])[0] == (5, 5, "inherited")
