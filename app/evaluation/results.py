"""What one yardstick says: figures that floors hold, lines for a reader, data for a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.evaluation import table, timex, toponyms
from app.evaluation.beside import BesideScore
from app.evaluation.calibration import SURE, Calibration
from app.evaluation.happenings import PairScore
from app.evaluation.plover import PloverScore
from app.evaluation.quotes import QuoteScore
from app.evaluation.score import Score
from app.evaluation.stories import Cubed
from app.evaluation.timex import TimexScore
from app.evaluation.toponyms import ToponymScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    name: str
    figures: Mapping[str, float]  # the more the better
    lines: tuple[str, ...]
    data: Mapping[str, Any]


def of_events(name: str, score: Score, by_type: bool = False, errors: int = 0) -> Result:
    figures = {measure: score.rate(measure).f1 for measure in table.MEASURES}
    return Result(
        name=name,
        figures={**figures, "silence": score.silence},
        lines=tuple(table.lines(name, score, by_type, errors)),
        data=table.data(score),
    )


def of_quotes(score: QuoteScore, errors: int = 0) -> Result:
    figures = {"speaker": score.share(), "speaker_mostly_quoted": score.share(mostly=True)}
    wrong = [one for one in score.attributions if not one.right][:errors]
    return Result(
        name="quotes",
        figures=figures,
        lines=(
            f"quotes: {len(score.attributions)} direct quotes",
            f"  speaker right {figures['speaker']:.3f}"
            f"  where the quote is at least half of what is attributed {figures['speaker_mostly_quoted']:.3f}",
            f"  of {score.unspoken} quoted stretches that nobody is said to speak {score.voiced} got a speaker",
            *(f"    {one.article} | {one.source} | {one.speaker} | {one.content[:60]}" for one in wrong),
        ),
        data=_rounded({**figures, "quotes": len(score.attributions)})
        | {"unspoken": {"stretches": score.unspoken, "got_a_speaker": score.voiced}},
    )


def of_plover(score: PloverScore, by_type: bool = False) -> Result:
    figures = {"accuracy": score.accuracy, "macro_f1": score.macro_f1}
    roots = {root: score.f1(root) for root in score.roots}
    return Result(
        name="plover",
        figures=figures,
        lines=(
            f"plover: {sum(score.pairs.values())} sentences",
            f"  root right {score.accuracy:.3f}  macro-F1 {score.macro_f1:.3f}",
            *(f"    {root:13} F1 {f1:.2f}" for root, f1 in roots.items() if by_type),
        ),
        data=_rounded({**figures, **roots}),
    )


def of_happenings(name: str, score: PairScore, errors: int = 0) -> Result:
    figures = {
        "precision": score.precision,
        "recall": score.recall,
        "whole_recall": score.whole_recall,
    }
    return Result(
        name=name,
        figures=figures,
        lines=(
            f"{name}: {score.articles} articles, of {score.silent} no report of a fitting type tells the happening",
            f"  pairs put together: precision {score.precision:.3f}"
            f"  recall {score.recall:.3f}  with what extraction missed {score.whole_recall:.3f}",
            *(
                f"    wrong | {a.happening} ({a.outlet}) | {b.happening} ({b.outlet})"
                for a, b in score.wrong[:errors]
            ),
            *(f"    missed | {a.happening} | {a.outlet} | {b.outlet}" for a, b in score.missed[:errors]),
        ),
        data=_rounded({**figures, "articles": score.articles, "silent": score.silent}),
    )


def of_beside(name: str, score: BesideScore) -> Result:
    figures = {"precision": score.precision, "recall": score.recall}
    return Result(
        name=name,
        figures=figures,
        lines=(
            f"{name}: {score.asked} judged pairs of acts told beside the news, {score.same} of them one act",
            f"  pairs put together: precision {score.precision:.3f}  recall {score.recall:.3f}",
        ),
        data=_rounded({**figures, "asked": score.asked, "same": score.same}),
    )


def of_stories(name: str, articles: int, score: Cubed) -> Result:
    figures = {"b_cubed_f1": score.f1, "b_cubed_precision": score.precision}
    return Result(
        name=name,
        figures=figures,
        lines=(
            f"{name}: {articles} articles by the event that each is about",
            f"  B-cubed precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}",
        ),
        data=_rounded({**figures, "b_cubed_recall": score.recall, "articles": articles}),
    )


def of_times(score: TimexScore) -> Result:
    figures = {"relaxed": score.relaxed.f1, "type": score.typed.f1, "value": score.valued.f1}
    peers = "  ".join(f"{name} {value:.3f}" for name, value in timex.CHAMPIONS.items())
    return Result(
        name="times",
        figures=figures,
        lines=(
            f"times: {score.relaxed.annotated} annotated, {score.relaxed.found} found",
            f"  relaxed precision {score.relaxed.precision:.3f}  recall {score.relaxed.recall:.3f}"
            f"  F1 {figures['relaxed']:.3f}",
            f"  and type F1 {figures['type']:.3f}  and value F1 {figures['value']:.3f}"
            f"  (published value F1, on other articles: {peers})",
        ),
        data=_rounded(figures),
    )


def of_places(name: str, score: ToponymScore) -> Result:
    """``name`` is the collection: TR-News, LGL or GeoWebNews."""
    figures = {"recognised": score.recognised.f1, "near": score.near}
    figures |= {"country": score.country} if score.country is not None else {}
    near, country = toponyms.CHAMPION.get(name, (None, None))
    peer = "".join(f"  {what} {value:.3f}" for what, value in (("near", near), ("country", country)) if value)
    return Result(
        name=f"places-{name}",
        figures=figures,
        lines=(
            f"places of {name}: {score.recognised.annotated} annotated, {score.recognised.found} found",
            f"  recognised precision {score.recognised.precision:.3f}  recall {score.recognised.recall:.3f}"
            f"  F1 {figures['recognised']:.3f}",
            f"  of those, within {toponyms.NEAR:.0f} km {score.near:.3f}"
            + (f"  country {score.country:.3f}" if score.country is not None else "")
            + (f"  (Mordecai 3, published:{peer})" if peer else ""),
        ),
        data=_rounded(figures),
    )


def of_confidence(calibration: Calibration) -> Result:
    figures = {"right_when_sure": calibration.right_when_sure}
    sure = len(calibration.sure)
    return Result(
        name="confidence",
        figures=figures,
        lines=(
            f"confidence: {len(calibration.judged)} reports, calibration error {calibration.error:.3f}",
            *(
                f"  {b.low:.1f} to {b.high:.1f}  {b.reports:4} reports  mean {b.mean:.2f}  right {b.right:.2f}"
                for b in calibration.bins()
            ),
            f"  right of the {sure} at {SURE} and more: {calibration.right_when_sure:.3f}",
        ),
        data=_rounded({**figures, "error": calibration.error, "sure": sure})
        | {
            "bins": [
                [b.low, b.high, b.reports, round(b.mean, 4), round(b.right, 4)] for b in calibration.bins()
            ]
        },
    )


def _rounded(figures: Mapping[str, float]) -> dict[str, Any]:
    return {name: round(value, 4) for name, value in figures.items()}
