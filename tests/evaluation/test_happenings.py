"""Our own happenings: read, the report of each article's happening found, pairs counted."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from app.evaluation import happenings, yardsticks
from app.evaluation.happenings import HappeningsError, Told, extracted, mains_of, read, score
from app.extract.pipeline import Extractor
from app.merging import Weights

ROOT = Path(__file__).parents[2]
STRIKE = "Israeli jets struck a bridge near Tyre in southern Lebanon on Monday, killing four people."
NEXT = "Israeli jets struck the port of Tyre in southern Lebanon on Friday, killing nine people."
VISIT = "President Emmanuel Macron arrived in Beirut on Tuesday for talks with Joseph Aoun."


def article(outlet: str, text: str, main: str, day: str = "2024-10-07", **more: str) -> dict[str, object]:
    return {"outlet": outlet, "published": day, "title": text[:40], "main": main, "text": text, **more}


def happening(name: str, kind: str, *articles: dict[str, object]) -> dict[str, object]:
    return {"id": name, "type": kind, "day": "2024-10-07", "articles": list(articles)}


GROUPS = [
    {
        "group": "tyre",
        "happenings": [
            happening(
                "bridge",
                "strike",
                article("One", STRIKE, "struck"),
                article("Two", "TYRE: " + STRIKE, "jets struck"),
            ),
            happening("port", "strike", article("One", NEXT, "struck", "2024-10-11")),
        ],
    },
    {
        "group": "beirut",
        "happenings": [happening("macron", "visit", article("One", VISIT, "arrived", "2024-10-08"))],
    },
]


def write(folder: Path, groups: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "some.yaml").write_text(yaml.safe_dump(groups), encoding="utf-8")
    return folder


def test_every_second_group_is_kept_from_fitting(tmp_path: Path):
    told = read(write(tmp_path, GROUPS))
    assert {one.group: one.kept for one in told} == {"tyre": False, "beirut": True}
    assert len({one.id for one in told}) == 4


@pytest.mark.parametrize(
    "groups",
    [
        [{"group": "x"}],
        [{"group": "x", "happenings": [happening("y", "visit", article("One", VISIT, "departed"))]}],
        [{"group": "x", "happenings": [happening("y", "visit", {"outlet": "One"})]}],
    ],
    ids=["no happenings", "main not in the text", "no text"],
)
def test_a_bad_file_is_named(tmp_path: Path, groups: object):
    with pytest.raises(HappeningsError, match=r"some\.yaml"):
        read(write(tmp_path, groups))


def test_pairs_of_one_happening_come_together(tmp_path: Path, extractor: Extractor):
    articles = [extracted(extractor, told) for told in read(write(tmp_path, GROUPS))]
    assert all(one.mains and one.typed for one in articles)
    scored = score(articles, Weights.load())
    assert (scored.articles, scored.silent, scored.together) == (4, 0, 1)
    assert (scored.precision, scored.recall, scored.whole_recall) == (1.0, 1.0, 1.0)


def test_what_is_not_told_is_silent(extractor: Extractor):
    told = Told(
        group="x", kept=False, happening="y", type="election", outlet="One", published=date(2024, 10, 8),
        title="Macron in Beirut", text=VISIT, main=("talks",), copy_of=None,
    )  # fmt: skip
    found = extracted(extractor, told)
    assert not found.typed
    assert score([found], Weights.load()).silent == 1


def test_the_annotated_type_goes_before_what_stands_nearer(extractor: Extractor):
    text = "Iran condemned the drone strike that killed four people in Tyre on Monday."
    told = Told(
        group="x", kept=False, happening="y", type="strike", outlet="One", published=date(2024, 10, 8),
        title="Iran condemns strike", text=text, main=("condemned",), copy_of=None,
    )  # fmt: skip
    reports = extractor.extract(text, told.published, told.title).reports
    assert reports[mains_of(told, reports)[0]].type == "strike"


def test_our_own_set_is_sound():
    """Sixty happenings and more, told three to six times each, every one's words in its text."""
    told = read(ROOT / happenings.OWN)
    counts = [sum(one.happening == name for one in told) for name in {one.happening for one in told}]
    assert len(counts) >= 60
    assert set(counts) <= {3, 4, 5, 6}


def test_what_lies_in_the_checkout_is_scored(tmp_path: Path, extractor: Extractor):
    assert list(yardsticks.merging(extractor, tmp_path)) == []
    write(tmp_path / happenings.OWN, GROUPS)
    fitted, kept = yardsticks.merging(extractor, tmp_path, errors=1)
    assert (fitted.name, kept.name) == ("happenings_fitted", "happenings")
    assert fitted.figures["precision"] == 1.0
    assert kept.data["articles"] == 1
