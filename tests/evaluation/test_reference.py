"""Our scorer gives what the reference scorer of the development gold gives, where that lies beside the checkout."""

import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from app.evaluation.score import Score
from app.extract.pipeline import Extractor
from app.extract.plain import as_dict

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared" / "gold" / "score.py"
OWN = ROOT / "tests" / "gold" / "articles.jsonl"


def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference scorer is not beside this checkout")
def test_both_scorers_agree(extractor: Extractor):
    articles = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    found = {
        a["id"]: [
            as_dict(r)
            for r in extractor.extract(a["text"], date.fromisoformat(a["published_at"][:10])).reports
        ]
        for a in articles
    }
    ours = Score()
    for article in articles:
        ours.add(article, found[article["id"]])
    theirs, *_ = reference().score(articles, found)
    assert (ours.gold, ours.found) == (theirs["gold_events"], theirs["predicted_events"])
    for measure in ("detect", "typed", "complete"):
        assert ours.rate(measure).f1 == pytest.approx(theirs[measure]["f1"], abs=1e-4)
    for slot, asked in ours.slots_asked.items():
        assert (asked, ours.slot(slot)) == (
            theirs["slots"][slot]["of"],
            pytest.approx(theirs["slots"][slot]["right"], abs=1e-4),
        )
