import pytest

from app.extract.tree import Tree
from app.extract.what.figures import figures, is_figurative

ALL = [figure for rows in figures().values() for figure in rows]


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: " ".join(figure.lemmas))
def test_every_figure_has_an_example_that_it_matches(read, figure):
    tree = Tree.of(read(figure.example).sentences[0])
    word = figure.lemmas[figure.place]
    assert any(token.lemma == word and is_figurative(tree, token) for token in tree.tokens)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The attack killed nine.", "attack"),
        ("Troops came under fire near Bakhmut.", "fire"),
        ("They voted.", "voted"),
    ],
)
def test_the_plain_sense_is_none(read, text: str, word: str):
    tree = Tree.of(read(text).sentences[0])
    assert not any(is_figurative(tree, token) for token in tree.tokens if token.text == word)
