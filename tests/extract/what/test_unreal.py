import pytest

from app.extract.tree import Tree
from app.extract.what.unreal import is_unreal


@pytest.mark.parametrize(
    ("text", "word", "kind", "unreal"),
    [
        ("France urged Israel to withdraw its troops.", "withdraw", "withdrawal", True),
        ("Israel withdrew its troops.", "withdrew", "withdrawal", False),
        ("The army threatened to strike the port.", "strike", "strike", True),
        ("The parties could sign a deal.", "sign", "agreement", True),
        ("If they sign the deal, prices fall.", "sign", "agreement", True),
        ("The parties will sign a deal.", "sign", "agreement", False),
        ("The minister plans to visit Oslo.", "visit", "visit", False),
        ("The minister should resign.", "resign", "appointment", True),
        ("Russia asked for a meeting of the council.", "meeting", "meeting", True),
        ("The families demanded the release of the men.", "release", "concession", True),
        ("The release of the men was welcomed.", "release", "concession", False),
        ("He could not accept it and rejected the plan.", "rejected", "rejection", False),
        ("Protesters demanded that the minister resign.", "resign", "appointment", True),
        ("Kosovo promised to hold elections.", "elections", "election", True),
        ("She promised to hold elections and free the prisoners.", "free", "concession", True),
        ("The parties will hold elections and free the prisoners.", "free", "concession", False),
        ("They turned back without firing at the crowd.", "firing", "attack", True),
        ("Instead of arresting the men, police gave them water.", "arresting", "arrest", True),
        ("The ship is capable of launching missiles.", "launching", "strike", True),
        ("They agreed on condition that the army withdraws.", "withdraws", "withdrawal", True),
        ("He spoke of the need for elections.", "elections", "election", True),
        ("The chancellor neither visited Kyiv nor wrote.", "visited", "visit", True),
        ("They held elections.", "elections", "election", False),
        ("Fears of an attack spread.", "attack", "attack", True),
        ("The victims of an attack were buried.", "attack", "attack", False),
        ("In the event of an attack, stay inside.", "attack", "attack", True),
        ("They stored blood in case of a missile strike.", "missile", "strike", True),
        ("The talks ended without an agreement.", "agreement", "agreement", True),
        ("There was no attack on Monday.", "attack", "attack", True),
        ("The ministers did not meet on Monday.", "meet", "meeting", True),
        ("The ministers not only met but embraced.", "met", "meeting", False),
        ("Nobody was arrested.", "arrested", "arrest", True),
        ("The two nearly met.", "met", "meeting", True),
        ("The deal would have freed 40 men.", "freed", "concession", True),
        ("Should Russia invade, Finland would close the border.", "close", "coercion", True),
        ("The union will sue if the firm does not pay.", "sue", "legal_action", True),
        ("The rebels are ready to attack the city.", "attack", "attack", True),
        ("Pakistan has the right to strike back.", "strike", "strike", True),
        ("Did Russia bomb the school?", "bomb", "strike", True),
        ("The EU is considering sanctions.", "sanctions", "sanction", True),
        ("Denmark sent ships to deter an attack.", "attack", "attack", True),
        ("The EU imposed sanctions.", "sanctions", "sanction", False),
        ("A strike was called to protest against the law.", "protest", "protest", False),
        ("The parties failed to reach an agreement.", "agreement", "agreement", False),
        ("Shops can reopen on Monday.", "reopen", "policy", False),
        ("The chancellor shot down the proposal.", "shot", "strike", True),
    ],
)
def test_deeds_that_are_only_spoken_of(read, text: str, word: str, kind: str, unreal: bool):
    tree = Tree.of(read(text).sentences[0])
    token = next(token for token in tree.tokens if token.text == word)
    assert is_unreal(tree, token, kind) is unreal
