"""What the models made of a word, and why a word that had a chance is in no report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.extract.explain.case import Case, Word, word_of
from app.extract.explain.records import Chance, Considered, SentenceWhy, Verdict
from app.extract.what import Judged
from app.extract.what.scorer import NONE
from app.extract.what.triggers import THRESHOLD, UNLIKELY
from app.extract.what.unreal import unreal_rule

HOPELESS = "ruled out by the encoder"  # told of only where a sentence has no report at all
_MOST = 3  # types shown of a model's odds


def verdict_of(case: Case, judged: Judged) -> Verdict:
    token = case.doc.sentences[judged.sentence].tokens[judged.token]
    span = judged.trigger or token
    return Verdict(
        words=case.words(span.start, span.end),
        odds=_likeliest(judged.odds),
        encoder=_likeliest(judged.read),
        scorer=_likeliest(judged.scored) if judged.scored is not None else (),
        lexicon=judged.entries,
    )


def _likeliest(odds: Mapping[str, float]) -> tuple[Chance, ...]:
    best = sorted(odds, key=lambda label: -odds[label])[:_MOST]
    return tuple(Chance(type=label, probability=round(odds[label], 4)) for label in best)


def sentences_of(case: Case) -> tuple[SentenceWhy, ...]:
    """The sentences that tell of no report, and those in which some word that had a chance fell."""
    places = _places(case)
    telling: dict[int, set[int]] = {}
    for (sentence, _), place in places.items():
        telling.setdefault(sentence, set()).add(place)
    fallen: dict[int, list[Considered]] = {}
    for judged in case.judged:
        hopeless = judged.fell == HOPELESS and judged.sentence in telling
        if word_of(judged) not in places and not hopeless:
            fallen.setdefault(judged.sentence, []).append(_considered(case, judged))
    return tuple(
        SentenceWhy(
            start=sentence.start,
            end=sentence.end,
            reports=tuple(sorted(telling.get(sentence.index, ()))),
            considered=tuple(fallen.get(sentence.index, ())),
        )
        for sentence in case.doc.sentences
        if sentence.index in fallen or sentence.index not in telling
    )


def _places(case: Case) -> dict[Word, int]:
    """For each word in a report, that report's place in the answer."""
    return {
        word_of(member.account.trigger): place
        for place, (group, _) in enumerate(case.kept)
        for member in group
    }


def _considered(case: Case, judged: Judged) -> Considered:
    fell, by = next(_falls(case, judged))
    return Considered(verdict=verdict_of(case, judged), fell=fell, by=by)


def _falls(case: Case, judged: Judged) -> Iterator[tuple[str, str]]:
    """Why a word is in no report, by the step at which it fell."""
    if judged.fell == HOPELESS:
        yield (
            judged.fell,
            f"no act with {judged.read[NONE]:.2f}, {UNLIKELY:.2f} is enough" + _also(case, judged),
        )
    elif judged.fell == "below threshold":
        chance = 1.0 - judged.odds[NONE]
        yield (
            judged.fell,
            f"an act with {chance:.2f}, at least {THRESHOLD:.2f} is asked" + _also(case, judged),
        )
    elif judged.fell is not None:
        yield judged.fell, judged.by
    for group, report in zip(case.groups, case.reports, strict=True):
        if any(word_of(member.account.trigger) == word_of(judged) for member in group):
            yield "least confidence", f"{report.confidence:.2f}, at least {case.least:.2f} is asked"
    yield "nobody speaks", "words of nobody whom the text names"


def _also(case: Case, judged: Judged) -> str:
    """What the rules would have said, had the models let the word pass."""
    tree = case.cast.trees[judged.sentence]
    odds = judged.scored or judged.odds
    kind = max((label for label in odds if label != NONE), key=lambda label: odds[label])
    rule = unreal_rule(tree, tree.tokens[judged.token], kind)
    return f"; it would be no deed either way: {rule}" if rule is not None else ""
