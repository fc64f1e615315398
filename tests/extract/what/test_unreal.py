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
    ],
)
def test_deeds_that_are_only_spoken_of(read, text: str, word: str, kind: str, unreal: bool):
    tree = Tree.of(read(text).sentences[0])
    token = next(token for token in tree.tokens if token.text == word)
    assert is_unreal(tree, token, kind) is unreal
