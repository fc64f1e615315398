"""Times and places are scored as the public scorers score them, where those lie beside the checkout."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.evaluation import timex, toponyms, yardsticks
from app.extract.layers import read_layers
from app.extract.pipeline import Extractor
from app.schemas.layers import as_json
from tests.processes import ROOT

FOLDER = ROOT.parent / "shared" / "gold" / "external"
beside = pytest.mark.skipif(not FOLDER.is_dir(), reason="the annotated articles are not beside this checkout")


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(name: str, source: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["source"] == source][:15]


def found(extractor: Extractor, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from datetime import date

    return [
        {"id": row["id"]}
        | as_json(
            read_layers(
                extractor.nlp, extractor.gazetteer, row["text"], date.fromisoformat(row["published_at"][:10])
            ),
            ("times", "places"),
        )
        for row in articles
    ]


@beside
def test_times_score_as_the_public_scorer_says(extractor: Extractor):
    articles = rows("timex_dev.jsonl", "tempeval3-aquaint")
    ours = timex.score(extractor.nlp, articles)
    theirs, _ = scorer("timex_score").score(articles, found(extractor, articles))
    for name, share in (("relaxed", ours.relaxed), ("type_f1", ours.typed), ("value_f1", ours.valued)):
        assert (share.right, share.found, share.annotated) == tuple(
            theirs[name][k] for k in ("tp", "sys", "gold")
        )


@beside
def test_places_score_as_the_public_scorer_says(extractor: Extractor):
    articles = rows("places_dev.jsonl", "TR-News")
    ours = toponyms.score(extractor.nlp, extractor.gazetteer, articles)
    theirs = scorer("geo_score").score(articles, found(extractor, articles), geo_only=True)
    recognised, resolved = theirs["recognition_relaxed"], theirs["resolution_given_recognised"]
    assert (ours.recognised.right, ours.recognised.found, ours.recognised.annotated) == (
        *(recognised[k] for k in ("tp", "sys", "gold")),
    )
    assert ours.near == pytest.approx(resolved["acc161"], abs=1e-4)
    assert ours.country == pytest.approx(resolved["country_acc"], abs=1e-4)


def test_each_collection_is_scored_by_itself(tmp_path: Path, extractor: Extractor):
    text = "The talks in Vienna ended on Tuesday."
    vienna = {"start": 13, "end": 19, "lat": 48.21, "lon": 16.37, "country": "Austria"}
    tuesday = {"start": 29, "end": 36, "type": "DATE", "value": "2024-04-30"}
    placed = {"id": "p", "text": text, "published_at": None, "toponyms": [vienna]}
    timed = {"id": "t", "text": text, "published_at": "2024-05-01", "timex": [tuesday]}
    assert list(yardsticks.layers(extractor, tmp_path)) == []
    (tmp_path / "timex_dev.jsonl").write_text(json.dumps(timed), encoding="utf-8")
    (tmp_path / "places_dev.jsonl").write_text(
        "\n".join(json.dumps(placed | {"source": name}) for name in ("LGL", "Elsewhere")), encoding="utf-8"
    )
    times, elsewhere, local = yardsticks.layers(extractor, tmp_path)
    assert dict(times.figures) == {"relaxed": 1.0, "type": 1.0, "value": 1.0}
    assert (elsewhere.name, local.name) == ("places-Elsewhere", "places-LGL")
    assert dict(local.figures) == {"recognised": 1.0, "near": 1.0, "country": 1.0}
    assert "Mordecai" in local.lines[-1]
    assert "Mordecai" not in elsewhere.lines[-1]
