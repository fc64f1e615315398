"""Judged pairs of acts told beside the news: read, found again among reports, counted."""

from datetime import date
from pathlib import Path

import pytest

from app.config import Settings
from app.evaluation import beside, happenings
from app.evaluation.beside import BesideError, Pair, read, score
from app.evaluation.happenings import Read, Told, extracted
from app.extract.pipeline import Extractor
from app.merging import Weights

ROOT = Path(__file__).parents[2]
PARIS = "French President Emmanuel Macron condemned the strike on Tuesday."
LONDON = "British Prime Minister Keir Starmer condemned the strike on Tuesday."
ROW = """
- same: {same}
  one: {{happening: h, outlet: One, published: 2024-10-09, act: 'Macron {{condemned}} the strike'}}
  other: {{happening: h, outlet: {outlet}, published: 2024-10-09, act: '{{condemned}} the strike'}}
"""


def told(outlet: str, text: str) -> Told:
    return Told(
        group="g", kept=False, happening="h", type="strike", outlet=outlet, published=date(2024, 10, 9),
        title="Reactions", text=text, main=("strike",), copy_of=None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def articles() -> list[Read]:
    settings = Settings()
    extractor = Extractor.load(settings.cache_dir, settings.spacy_model)
    texts = (("One", PARIS), ("Two", PARIS), ("Three", LONDON))
    return [extracted(extractor, told(outlet, text)) for outlet, text in texts]


def pairs(tmp_path: Path, *rows: tuple[str, str]) -> tuple[Pair, ...]:
    path = tmp_path / "beside.yaml"
    path.write_text("".join(ROW.format(outlet=outlet, same=same) for outlet, same in rows), encoding="utf-8")
    return read(path)


def test_pairs_are_counted(tmp_path: Path, articles: list[Read]):
    judged = pairs(tmp_path, ("Two", "true"), ("Three", "false"))
    found = score(judged, articles, Weights.load())
    assert (found.asked, found.same, found.given, found.right) == (2, 1, 1, 1)
    assert (found.precision, found.recall) == (1.0, 1.0)
    turned = score(pairs(tmp_path, ("Two", "false"), ("Three", "true")), articles, Weights.load())
    assert (turned.precision, turned.recall) == (0.0, 0.0)


def test_what_extraction_does_not_give_is_not_asked(tmp_path: Path, articles: list[Read]):
    judged = pairs(tmp_path, ("Two", "true"), ("Four", "true"))
    assert score(judged, articles, Weights.load()).asked == 1


@pytest.mark.parametrize(
    "text", ["- same: true", ROW.format(outlet="Two", same="true").replace("{", "").replace("}", "")]
)
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, text: str):
    path = tmp_path / "beside.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BesideError):
        read(path)


def test_our_own_pairs_stand_in_our_own_articles():
    texts = {
        (t.happening, t.outlet, t.published.isoformat()): t.text
        for t in happenings.read(ROOT / happenings.OWN)
    }
    judged = read(ROOT / beside.OWN)
    assert len(judged) > 400
    assert all(act.start(texts[act.article]) >= 0 for pair in judged for act in (pair.one, pair.other))
    assert {pair.same for pair in judged} == {True, False}
