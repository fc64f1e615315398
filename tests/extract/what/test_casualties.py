from app.extract.records import Toll
from app.extract.tree import Tree
from app.extract.what.casualties import tolls_of


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
