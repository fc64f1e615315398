import pytest

from app.extract.tree import Tree


def tree_and(read, text: str, word: str):
    tree = Tree.of(read(text).sentences[0])
    return tree, next(token for token in tree.tokens if token.text == word)


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("The minister resigned.", "resigned", "minister"),
        ("The army was defeated.", "defeated", "army"),
        ("The minister flew to Oslo and met traders.", "met", "minister"),
        ("The minister wants to leave.", "leave", "minister"),
        ("Leave now.", "Leave", None),
    ],
)
def test_subject(read, text: str, verb: str, subject: str | None):
    tree, token = tree_and(read, text, verb)
    found = tree.subject(token)
    assert (found.text if found else None) == subject


def test_subtree_holds_the_word_and_all_below(read):
    tree, token = tree_and(read, "The old minister resigned.", "minister")
    assert {t.text for t in tree.subtree(token)} == {"The", "old", "minister"}


def test_the_root_has_no_head(read):
    tree, token = tree_and(read, "The minister resigned.", "resigned")
    assert tree.head(token) is None
    assert list(tree.ancestors(token)) == []
