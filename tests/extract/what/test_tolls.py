import pytest

from app.extract.tree import Tree
from app.extract.what.tolls import losses


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The blast killed 12 people and wounded 30.", 12, 30),
        ("Five soldiers were killed in the raid.", 5, None),
        ("The shelling left four people dead.", 4, None),
        ("Gunmen opened fire on a bus, killing at least seven passengers.", 7, None),
        ("The strikes resulted in the deaths of five individuals.", 5, None),
        ("More than 3,000 people died in the siege.", 3000, None),
        ("The attack killed two soldiers and three civilians.", 5, None),
        ("The death toll rose to 45 on Monday.", 45, None),
        ("There were no casualties.", 0, None),
        ("The explosion injured 18 villagers.", None, 18),
        ("The mayor was shot dead outside his home.", None, None),
        ("A soldier was killed.", 1, None),
        ("Nearly 40 people were reported killed in those strikes.", 40, None),
        ("Nine people were killed and dozens injured.", 9, None),
    ],
)
def test_losses_are_counted(read, text: str, killed: int | None, injured: int | None):
    found = losses(Tree.of(read(text).sentences[0]))
    counts = {
        harm: next((loss.count for loss in found if loss.harm == harm), None)
        for harm in ("killed", "injured")
    }
    assert counts == {"killed": killed, "injured": injured}


@pytest.mark.parametrize(
    "text", ["The minister met five soldiers.", "He is dead set against the plan.", "Death is near."]
)
def test_no_loss_without_a_count_of_victims(read, text: str):
    assert losses(Tree.of(read(text).sentences[0])) == ()
