"""Fit both models of ``data/places_model.json``.

Recognition: logistic regression over the signs of each known span. Resolution: a log-linear model over the meanings
of each name, fitted pass by pass, as a pass reads the votes of the one before it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from app.extract.where import weigh as weighing
from app.extract.where.contain import containers
from app.extract.where.evidence import Evidence, vote_of
from app.extract.where.features import OF_ARTICLE, WRITTEN, of_article
from app.extract.where.gazetteer import Gazetteer
from app.extract.where.layer import firm_texts, seen_names
from app.extract.where.model import Round
from app.extract.where.recognise import Name, people_of
from app.extract.where.signs import odds, signs
from app.training.places.rows import Text, is_at, meant, over

FEATURES = (*WRITTEN, *OF_ARTICLE)
PASSES = 2
_RARE = 4  # a sign seen less often is not learned
_SCORED_KM = 161.0
# where the fit starts from and what it is drawn back to: what a hundredfold population, a capital ... is worth
_START = {
    "size": 1.0, "metropolis": 1.0, "size_division": 0.5, "size_district": 1.0, "country": 9.5, "admin1": 4.0,
    "curated": 9.5, "capital": 1.5, "seat": 0.7, "alternate": -2.0, "short": -3.0, "inside": 6.0, "outside": -2.0,
    "told": 6.0, "division_noun": 2.0, "county_noun": 2.0, "town_noun": 2.0, "country_share": 2.0,
    "country_named": 1.0, "state_share": 2.0, "state_named": 1.5, "division_share": 2.0, "near": 2.0, "beside": 1.0,
    "style": 1.5, "us_without_states": -2.0, "absent": -1.0, "home": 3.0,
}  # fmt: skip
_PULL = {
    "curated": 200.0,
    "us": 40.0,
    "english": 40.0,
    "home": 1e6,
}  # the texts hold too few of them to learn from; no text tells its outlet
_SHARES = {"TR-News": 0.2, "LGL": 0.35, "GeoWebNews": 0.2, "articles": 0.25}  # of the fit's attention
_WEIGHT = 4000.0


@dataclass(frozen=True, slots=True)
class Model:
    rounds: list[dict[str, float]]
    recognition: dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """One article to resolve: its groups of names, and which meanings the annotated ones have."""

    source: str
    groups: list[weighing.Group]
    around: weighing.Around
    targets: list[tuple[int, list[int]]]


def fit(texts: Sequence[Text], gazetteer: Gazetteer, without: Collection[str] = ()) -> Model:
    """Both models; figures of ``without`` are left out of resolution."""
    recognition = fit_recognition([text for text in texts if text.marked], gazetteer)
    cases = [case_of(text, gazetteer, recognition) for text in texts]
    return Model(fit_rounds([case for case in cases if case.targets], without), recognition)


def fit_recognition(texts: Sequence[Text], gazetteer: Gazetteer) -> dict[str, float]:
    rows: list[dict[str, float]] = []
    truth: list[bool] = []
    sources: list[str] = []
    for text in texts:
        for name, seen in _signs_of(text, gazetteer):
            marks = over(text, name)
            points = [mark for mark in marks if mark.point]
            if marks and not points:
                continue
            known = not name.candidates or any(
                is_at(one, mark, _SCORED_KM) for one in name.candidates for mark in points
            )
            rows.append(dict.fromkeys(seen, 1.0))
            truth.append(bool(points) and known)
            sources.append(text.source)
    counts = Counter(sign for row in rows for sign in row)
    rows = [{sign: 1.0 for sign in row if counts[sign] >= _RARE} for row in rows]
    of_source = Counter(sources)
    weights = [len(rows) / len(of_source) / of_source[source] for source in sources]
    vectors = DictVectorizer()
    model = LogisticRegression(C=0.3, max_iter=2000, fit_intercept=False)
    model.fit(vectors.fit_transform(rows), truth, sample_weight=weights)
    named = zip(vectors.feature_names_, model.coef_[0], strict=True)
    return {sign: rounded for sign, weight in named if (rounded := round(float(weight), 2))}


def _signs_of(text: Text, gazetteer: Gazetteer) -> list[tuple[Name, list[str]]]:
    seen = seen_names(text.doc, gazetteer)
    firm, people = firm_texts(seen), people_of(text.doc)
    return [(name, list(signs(text.doc, name, folk, firm, people))) for name, folk in seen]


def case_of(text: Text, gazetteer: Gazetteer, recognition: Mapping[str, float]) -> Case:
    names = [name for name, seen in _signs_of(text, gazetteer) if odds(recognition, iter(seen)) > 0.0]
    members, groups = weighing.groups_of(names, containers(text.doc, names))
    targets: list[tuple[int, list[int]]] = []
    for name, group in zip(names, members, strict=True):
        if group is not None and len(groups[group].usable) > 1:
            right = meant(text, name, groups[group].usable)
            targets += [(group, right)] if right else []
    return Case(text.source, groups, weighing.around_of(text.doc, None), targets)


def fit_rounds(cases: Sequence[Case], without: Collection[str]) -> list[dict[str, float]]:
    sizes: dict[str, float] = defaultdict(float)
    for case in cases:
        sizes[case.source] += math.sqrt(len(case.targets))
    rounds: list[Round] = []
    for number in range(PASSES):
        dead = [name in without or (not number and name in OF_ARTICLE) for name in FEATURES]
        start = np.array(
            [0.0 if off else _START.get(name, 0.0) for name, off in zip(FEATURES, dead, strict=True)]
        )
        parts = [part for case in cases for part in _parts(case, rounds, sizes)]
        weights = _fit(parts, start, np.array(dead))
        rounds.append(Round(tuple(weights[: len(WRITTEN)]), tuple(weights[len(WRITTEN) :])))
    return [
        {
            name: round(float(weight), 2)
            for name, weight in zip(FEATURES, (*one.written, *one.article), strict=True)
        }
        for one in rounds
    ]


def _parts(case: Case, rounds: Sequence[Round], sizes: Mapping[str, float]) -> list[tuple[Any, Any, float]]:
    """For each annotated name the figures of its meanings, which of them are right, and its weight."""
    if rounds:
        shares, _ = weighing.weigh(case.groups, case.around, rounds)
        evidence, votes = weighing.votes_of(case.groups, shares, case.around)
    else:
        evidence, votes = Evidence(), [vote_of((), (), 0.0) for _ in case.groups]
    weight = _SHARES[case.source] * _WEIGHT / sizes[case.source] / math.sqrt(len(case.targets))
    parts = []
    for number, right in case.targets:
        group = case.groups[number]
        table = np.array(
            [
                [*figures, *of_article(group.asked, one, evidence, votes[number], None)]
                for figures, one in zip(group.figures, group.usable, strict=True)
            ]
        )
        hit = np.zeros(len(table))
        hit[right] = 1.0
        parts.append((table, hit, weight))
    return parts


def _fit(parts: Sequence[tuple[Any, Any, float]], start: Any, dead: Any) -> Any:
    """The weights with the likeliest right meanings, drawn back to ``start``; those of ``dead`` stay there."""
    table = np.concatenate([part[0] for part in parts])
    table[:, dead] = 0.0
    hits = np.concatenate([part[1] for part in parts])
    weight = np.array([part[2] for part in parts])
    lengths = [len(part[0]) for part in parts]
    firsts = np.cumsum([0, *lengths])[:-1]
    owner = np.repeat(np.arange(len(parts)), lengths)
    pull = np.array([_PULL.get(name, 1.0) for name in FEATURES])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = table @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, firsts)[owner])
        total = np.add.reduceat(powers, firsts)
        right = np.add.reduceat(powers * hits, firsts) + 1e-12
        slope = powers * hits / right[owner] - powers / total[owner]
        away = weights - start
        value = (pull * away**2).sum() - (weight * (np.log(right) - np.log(total))).sum()
        return float(value), 2 * pull * away - table.T @ (slope * weight[owner])

    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
