import re

import pytest

from app.extract.taxonomy import TYPES
from app.extract.tree import Tree
from app.extract.what.figures import figures, is_figurative, is_other_sense, senses

SENSES = [(lemma, sense) for lemma, rows in senses().items() for sense in rows]
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


def meant(read, example: str):
    """The tree of an example and its word in brackets."""
    before, word = re.match(r"(.*)\[(.*)\]", example).groups()
    tree = Tree.of(read(example.replace("[", "").replace("]", "")).sentences[0])
    return tree, next(token for token in tree.tokens if token.start == len(before) and token.text == word)


@pytest.mark.parametrize(("lemma", "sense"), SENSES, ids=lambda value: getattr(value, "example", value))
def test_every_sense_has_an_example_in_which_it_holds(read, lemma, sense):
    tree, token = meant(read, sense.example)
    assert token.lemma == lemma
    never = [kind for kind, code in TYPES.items() if sense.never in (kind, code.family, code.plover)]
    assert never, f"{sense.never} is no type, family or root"
    assert all(is_other_sense(tree, token, kind) for kind in never)


@pytest.mark.parametrize(
    ("example", "kind"),
    [
        ("Troops [shot] down a drone.", "strike"),
        ("The army [killed] six rebels.", "clash"),
        ("Rebels [attacked] a convoy.", "attack"),
        ("Missiles [hit] the economy ministry.", "strike"),
        ("A missile [struck] a market.", "strike"),
        ("The president [fired] his energy minister.", "appointment"),
        ("Troops [fired] at the crowd.", "attack"),
        ("Russia [withdrew] from the city.", "withdrawal"),
        ("She [won] the election.", "election"),
        ("North Korea [launched] a missile.", "mobilization"),
        ("A bomb [exploded] in the market.", "attack"),
        ("Israel [opened] an embassy.", "cooperation"),
        ("The EU [recalled] its ambassador.", "policy"),
        ("The ministers [agreed] to a truce.", "agreement"),
        ("A drone [strike] killed six.", "strike"),
        ("He [welcomed] the decision of the president.", "support"),
    ],
)
def test_in_other_company_the_word_is_what_it_says(read, example: str, kind: str):
    tree, token = meant(read, example)
    assert not is_other_sense(tree, token, kind)
