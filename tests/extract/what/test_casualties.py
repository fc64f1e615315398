from datetime import date

from app.extract.records import Toll
from app.extract.tree import Tree
from app.extract.what.casualties import tolls_of, total


def tolls(read, triggers_of, text: str) -> dict[str, Toll]:
    doc = read(text)
    triggers = triggers_of(doc)
    return {
        doc.text[t.start : t.end]: toll
        for t, toll in zip(triggers, tolls_of([Tree.of(s) for s in doc.sentences], triggers), strict=True)
    }


def test_a_toll_goes_to_the_act_of_its_sentence(read, triggers_of):
    found = tolls(
        read,
        triggers_of,
        "An airstrike on Aleppo killed nine people. The minister condemned the attack on Tuesday.",
    )
    assert found["airstrike"] == Toll(killed=9, injured=None)
    assert found["condemned"] == Toll(killed=None, injured=None)


def test_a_toll_told_in_the_next_sentence_goes_back(read, triggers_of):
    found = tolls(read, triggers_of, "Russian forces shelled Kherson overnight. Three people died.")
    assert found["shelled"].killed == 3


def test_a_planned_act_has_killed_nobody(read, triggers_of):
    found = tolls(read, triggers_of, "Israel will bomb Beirut. Last year 40 people died.")
    assert found
    assert all(toll.killed is None for toll in found.values())


def test_what_comes_on_top_of_a_toll_is_added_to_the_happening(extractor):
    text = (
        "Gunmen attacked a police station in Herat, killing three officers. Two attackers were also killed."
    )
    (report,) = extractor.extract(text, date(2024, 5, 8), explain=True).reports
    assert report.killed == 5


def test_the_count_is_the_first_told_and_what_comes_on_top():
    assert total([None, 3, 7], 2) == 5
    assert total([None, None], 2) == 2
    assert total([None], 0) is None
    assert total([0], 0) == 0
