"""Fit the weights of likeness: ``python -m app.training.happenings CACHE [--stories FILE] [--write]``.

An example is a pair of accounts from two articles: do they tell of one happening? Of our own set the groups are read
that are not kept aside, of articles grouped by story (``--stories``) the topics that are not. Needs the ``train``
extra (scikit-learn). Deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from app.evaluation import beside, happenings, stories
from app.evaluation.happenings import Read
from app.evaluation.stories import Story
from app.extract.pipeline import Extractor
from app.merging.features import compare, kinship
from app.merging.likeness import Weights
from app.merging.profile import Profile, profile_of
from app.merging.words import Rarity

TABLE = Path(__file__).parents[1] / "merging" / "data" / "weights.json"

# How much a pair of each kind counts. Look-alikes are what likeness is for; pairs of different groups are easy and a
# hundred times as many; two accounts of one story's two deeds are sometimes one deed that extraction read twice. What
# is told beside the news is most of what a store holds, and few pairs of it were judged.
_COUNTS = {
    "same": 1.0,
    "alike": 3.0,
    "other": 0.1,
    "far": 0.05,
    "same story": 0.6,
    "alike story": 0.6,
    "far story": 0.2,
    "beside": 5.0,
}


# Not fitted, for want of examples, but meant: what one state does to another and what that one does in return are two
# happenings, however alike they are told; so are strikes on two cities.
_RULES = {"doers.opposed": -4.0, "scene.apart": -2.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    features: Mapping[str, float]
    same: bool
    kind: str


def examples(articles: Sequence[Read], rarity: Rarity) -> Iterator[Example]:
    """Pairs of accounts of two articles, one of which at least tells its article's happening."""
    ready = [(article, _profiles(article, rarity)) for article in articles]
    for (one, mine), (other, theirs) in combinations(ready, 2):
        for (a, a_main), (b, b_main) in product(mine, theirs):
            kind = _kind(one, other, a_main, b_main, kinship(a, b))
            if kind == "far" and a.published and b.published:
                # as if both were out on one day: else all that likeness learned were that years lie between
                b = _moved(b, a.published - b.published)
            if kind:
                yield Example(features=compare(a, b), same=kind == "same", kind=kind)


def _profiles(article: Read, rarity: Rarity) -> list[tuple[Profile, bool]]:
    """The article's accounts, and whether each is the one of its happening. Others that may be that are left out."""
    main = article.mains[0] if article.typed else None
    return [
        (profile_of(account, rarity), account.report_id == main)
        for account in article.accounts
        if account.report_id not in article.mains[1:]
    ]


def _kind(one: Read, other: Read, a_main: bool, b_main: bool, kin: str) -> str | None:
    if one.told.group != other.told.group:
        return "far" if a_main and b_main and kin != "other" else None
    if a_main and b_main:
        return "same" if one.told.happening == other.told.happening else "alike"
    # of two articles of one happening, what one tells beside it is another deed, if not of the same type
    beside = one.told.happening == other.told.happening and kin != "same"
    return "other" if beside and (a_main or b_main) else None


def _moved(profile: Profile, days: int) -> Profile:
    def moved(day: int | None) -> int | None:
        return None if day is None else day + days

    return replace(
        profile, first=moved(profile.first), last=moved(profile.last), published=moved(profile.published)
    )


def story_examples(told: Sequence[Story], rarity: Rarity) -> Iterator[Example]:
    ready = [(story.article, profile_of(story.main, rarity)) for story in told if story.main]
    for (one, a), (other, b) in combinations(ready, 2):
        same = one.event == other.event
        kind = "same story" if same else "alike story" if one.topic == other.topic else "far story"
        yield Example(features=compare(a, b), same=same, kind=kind)


def beside_examples(
    pairs: Sequence[beside.Pair], articles: Sequence[Read], rarity: Rarity
) -> Iterator[Example]:
    ready = {a.report_id: profile_of(a, rarity) for article in articles for a in article.accounts}
    for one, other, same in beside.reports(pairs, articles):
        yield Example(features=compare(ready[one], ready[other]), same=same, kind="beside")


def fit(rows: Sequence[Example], strength: float) -> dict[str, float]:
    """Weights without those that contradict what their feature means. A few hundred pairs are few: of features that
    go together one is soon weighed against the other, which fits these pairs and no others."""
    dropped: set[str] = {"bias", *_RULES}
    while True:
        table = _fit(rows, strength, dropped)
        absurd = {name for name, weight in table.items() if weight * meant(name) < 0}
        if not absurd:
            return table | _RULES
        dropped |= absurd


def meant(name: str) -> int:
    """1 for what can only speak for one happening, -1 for what can only speak against it, else 0."""
    first, _, rest = name.partition(".")
    words = set(rest.split("."))
    if name == "type.salience":
        return 1
    if first == "undated" or words & {"like", "shared", "much", "held", "told", "known", "same", "near"}:
        return 0 if first == "type" else 1
    against = first != "type" and words & {"other", "apart", "early", "late", "abroad"}
    return -1 if against else 0


def _fit(rows: Sequence[Example], strength: float, dropped: set[str]) -> dict[str, float]:
    vectorizer = DictVectorizer()
    features = [{name: x for name, x in row.features.items() if name not in dropped} for row in rows]
    matrix = vectorizer.fit_transform(features)
    model = LogisticRegression(C=strength, max_iter=5000)
    model.fit(matrix, [row.same for row in rows], sample_weight=[_COUNTS[row.kind] for row in rows])
    named = zip(vectorizer.feature_names_, model.coef_[0], strict=True)
    return {"bias": round(float(model.intercept_[0]), 3)} | {
        name: round(float(weight), 3) for name, weight in named
    }


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cache", type=Path, help="folder of the gazetteer's index")
    ap.add_argument("--happenings", type=Path, default=happenings.OWN)
    ap.add_argument(
        "--beside", type=Path, default=beside.OWN, help="judged pairs of acts told beside the news"
    )
    ap.add_argument("--stories", type=Path, help="JSONL of articles grouped by event")
    ap.add_argument("--strength", type=float, default=3.0, help="inverse of the L2 penalty")
    ap.add_argument("--date", default=date.today().isoformat(), help="day written on the card")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    extractor, rarity = Extractor.load(args.cache), Rarity.load()
    seen = [
        happenings.extracted(extractor, told) for told in happenings.read(args.happenings) if not told.kept
    ]
    rows = [*examples(seen, rarity), *beside_examples(beside.read(args.beside), seen, rarity)]
    if args.stories:
        articles = stories.read(args.stories, stories.FITTED)
        rows += story_examples([stories.told(extractor, article) for article in articles], rarity)
    packaged = json.loads(TABLE.read_text(encoding="utf-8"))
    table = packaged | {"weights": fit(rows, args.strength)}
    weights = Weights(table["weights"], table["merge"], table["suggest"], rarity, {})
    scored = happenings.score(seen, weights)
    table["card"] = {
        "trained": args.date,
        "method": f"logistic regression on pairs of accounts, C={args.strength}",
        "articles": len(seen),
        "happenings": len({article.told.happening for article in seen}),
        "not_fitted": sorted(_RULES),
        "story_topics": sorted(stories.FITTED, key=int) if args.stories else [],
        "pairs": dict(sorted(Counter(row.kind for row in rows).items())),
        "on_what_it_was_fitted_on": {
            "precision": round(scored.precision, 3),
            "recall": round(scored.recall, 3),
        },
    }
    print(json.dumps(table, indent=1))
    if args.write:
        TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
