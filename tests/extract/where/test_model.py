"""The fitted weights are whole."""

from app.extract.where.features import OF_ARTICLE, WRITTEN
from app.extract.where.model import dot, recognition, rounds


def test_every_figure_has_a_weight():
    assert len(rounds()) == 2
    for one in rounds():
        assert (len(one.written), len(one.article)) == (len(WRITTEN), len(OF_ARTICLE))


def test_the_first_pass_knows_nothing_of_the_article():
    assert set(rounds()[0].article) == {0.0}


def test_what_is_written_out_weighs_most():
    last = dict(zip(WRITTEN, rounds()[1].written, strict=True))
    assert last["inside"] > 0 > last["outside"]
    assert recognition()["firm"] > 0


def test_dot():
    assert dot((1.0, 2.0, 3.0), (0.5, 0.0, 1.0)) == 3.5
