"""The yardsticks over files as they lie beside a checkout."""

import json
from pathlib import Path

from app.evaluation import yardsticks
from app.evaluation.run import Gold
from app.extract.pipeline import Extractor

TEXT = "Angela Merkel said “we can do it.”"
QUOTED = {
    "id": "a",
    "text": TEXT,
    "pub_date": "2024-05-01",
    "attributions": [
        {
            "source": [{"text": "Angela Merkel", "spans": [[0, 13]]}],
            "cue": [{"text": "said", "spans": [[14, 18]]}],
            "content": [{"text": TEXT[19:], "spans": [[19, len(TEXT)]]}],
            "direct": True,
        }
    ],
}
CODED = {"marked_text": "<s>France</s> condemned <t>Belarus</t>.", "plover_root": "ACCUSE"}


def test_what_lies_beside_the_checkout_is_scored(tmp_path: Path, extractor: Extractor):
    root, folder = tmp_path / "checkout", tmp_path / "shared" / "gold" / "external"
    for path in (root, folder):
        path.mkdir(parents=True)
    assert list(yardsticks.external(extractor, root)) == []
    (folder / "quotes_dev.jsonl").write_text(json.dumps(QUOTED) + "\n", encoding="utf-8")
    (folder / "plover_train.jsonl").write_text(json.dumps(CODED) + "\n", encoding="utf-8")
    quotes, plover = yardsticks.external(extractor, root, by_type=True)
    assert (quotes.name, dict(quotes.figures)) == ("quotes", {"speaker": 1.0, "speaker_mostly_quoted": 1.0})
    assert (plover.name, plover.data["ACCUSE"]) == ("plover", 1.0)
    assert any("ACCUSE" in line for line in plover.lines)


def test_confidence_is_calibrated_on_news_alone(extractor: Extractor):
    article = {
        "id": "a",
        "text": "France condemned Belarus on Monday.",
        "published_at": "2024-05-01",
        "events": [],
    }
    news, bullets = (Gold(name=name, articles=(article,)) for name in ("dev", "bullets"))
    assert [r.name for r in yardsticks.events(extractor, [bullets])] == ["bullets"]
    scored, calibrated = yardsticks.events(extractor, [news])
    assert scored.data["without_event"] == {"texts": 1, "gave_one": 1}
    assert calibrated.lines[0].startswith("confidence: 1 reports")
