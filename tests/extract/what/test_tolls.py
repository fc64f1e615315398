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
        ("The mayor was shot dead outside his home.", 1, None),
        ("A soldier was killed.", 1, None),
        ("Nearly 40 people were reported killed in those strikes.", 40, None),
        ("Nine people were killed and dozens injured.", 9, None),
        ("A blast in a mall kills three women and injures at least 11.", 3, 11),
        ("Two bombs in a bazaar in Quetta kill at least 27 people and injure over 50.", 27, 50),
        ("A car bomb near the embassy wounds three people in Mogadishu.", None, 3),
        ("Members of a gang kill 31 inmates in a prison in Manaus.", 31, None),
        ("Thirteen students are killed at the university after a shell struck a dormitory.", 13, None),
        ("Eleven people are shot dead and four others are critically injured.", 11, 4),
        ("One person is killed and another injured in a shooting in Oslo.", 1, 1),
        ("Five officers are killed and a sixth is injured during clashes in Khartoum.", 5, 1),
        ("Two police officers are gunned down by suspected rebels in Adana.", 2, None),
        ("The group's operations chief is killed in a gun battle with police.", 1, None),
        ("A girl was shot and killed by a police officer in Columbus.", 1, None),
        ("Two people were shot and wounded.", None, 2),
        ("Clashes left 14 civilians and 16 militants dead in Galmudug.", 30, None),
        ("The raid left seven dead and 20 wounded.", 7, 20),
        ("The fire resulted in the death of eight inmates and the wounding of 61 others.", 8, 61),
        ("The siege has claimed the lives of five soldiers and one civilian.", 6, None),
        ("The army says it has lost 126 soldiers in clashes with rebels.", 126, None),
        ("The party lost 126 seats in the election.", None, None),
        ("Gunmen ambushed the convoy, killing him and three members of his family.", 4, None),
        ("A commander is killed alongside his cousin in Benghazi.", 2, None),
        ("An officer and head of a unit was assassinated in Kyiv.", 1, None),
        ("The lawmaker opened fire, killing one man and injuring another.", 1, 1),
        ("She died of her wounds 12 days later.", 1, None),
        ("The family was killed in an air raid.", None, None),
        ("Police shot and killed 16-year-old twins.", None, None),
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


@pytest.mark.parametrize(
    "text", ["Two rebels were also killed.", "Another three people died.", "Five more were hurt."]
)
def test_what_comes_on_top_is_told_apart(read, text: str):
    (loss,) = losses(Tree.of(read(text).sentences[0]))
    assert loss.further
