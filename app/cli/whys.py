"""An explanation as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.explain.records import (
    ActorWhy,
    Chance,
    Considered,
    MentionWhy,
    PassedOver,
    PlaceChance,
    PlaceWhy,
    ReportWhy,
    SentenceWhy,
    ValueWhy,
    Verdict,
    Words,
)

Line = tuple[str, str]


def report_lines(why: ReportWhy) -> list[Line]:
    """Where the values of one report come from."""
    lines = [("type", _value(why.type)), ("status", _value(why.status))]
    lines += [("word", _mention(mention)) for mention in why.mentions]
    lines += [(actor.role, _actor(actor)) for actor in why.actors]
    lines += [("left out", _passed(actor)) for actor in why.passed_over]
    date = f"{why.date.value or 'none'}: {why.date.rule}"
    read = f", read by {why.date.time_rule}" if why.date.time_rule else ""
    lines += [("date", date + _said(why.date.words) + read), ("place", _place(why.location))]
    tolls = (("killed", why.killed), ("injured", why.injured))
    lines += [(name, _value(toll)) for name, toll in tolls if toll.value is not None]
    lines.append(("claimed", _value(why.claimed_by)))
    scores = ", ".join(f"{score:.2f}" for score in why.confidence.scores)
    lines.append(("sure", f"{why.confidence.value:.2f}: {why.confidence.rule} ({scores})"))
    return lines


def sentence_lines(why: SentenceWhy) -> list[str]:
    """What was considered in a sentence and why it fell."""
    if not why.considered:
        return ["no word could name an act"]
    return [_considered(word) for word in why.considered]


def _considered(word: Considered) -> str:
    return f"“{word.verdict.words.text}” {word.fell}: {word.by}; {_odds(word.verdict)}"


def _mention(why: MentionWhy) -> str:
    grounds = ", ".join(f"{ground.name} {ground.weight:+.1f}" for ground in why.grounds)
    merged = f"; joins by log odds {why.merged:+.1f}: {grounds}" if why.merged is not None else ""
    told = f"{why.status}, as {why.status_rule}"
    return f"“{why.verdict.words.text}” {_odds(why.verdict)}; {told}{merged}"


def _odds(verdict: Verdict) -> str:
    """The odds as they decided, then each model's own."""
    models = [("encoder", verdict.encoder), ("scorer", verdict.scorer)]
    parts = [f"{name} {_chances(odds[:2])}" for name, odds in models if odds]
    if verdict.lexicon:
        parts.append("lexicon " + ", ".join(verdict.lexicon))
    return f"{_chances(verdict.odds[:2])} ({'; '.join(parts)})"


def _chances(odds: Sequence[Chance]) -> str:
    return ", ".join(f"{chance.type} {chance.probability:.2f}" for chance in odds)


def _actor(why: ActorWhy) -> str:
    odds = "" if why.source is None else f" (source {why.source:.2f}, target {why.target or 0.0:.2f})"
    country = f"{why.country.value or 'no country'}: {why.country.rule}{_said(why.country.words)}"
    return (
        f"{why.actor_id} by “{why.words.text}”, {why.rule}{odds}; grammar reads {why.grammar or 'no part'};"
        f" {_identity(why)}; {country}"
    )


def _identity(why: ActorWhy) -> str:
    return "provisional" if why.identity == "provisional" else "in the knowledge base"


def _passed(why: PassedOver) -> str:
    return (
        f"{why.actor_id} by “{why.words.text}” (source {why.source:.2f}, target {why.target:.2f});"
        f" grammar reads {why.grammar or 'no part'}"
    )


def _place(why: PlaceWhy) -> str:
    if why.chosen is None:
        return f"none: {why.rule}" + _second(why.second)
    return f"{why.value}: {_ground(why.chosen)}" + _second(why.second)


def _ground(chance: PlaceChance) -> str:
    return f"“{chance.words.text}” {chance.rule}, {chance.strength:.1f}"


def _second(chance: PlaceChance | None) -> str:
    return f"; before {_ground(chance)}" if chance is not None else ""


def _value(why: ValueWhy) -> str:
    return f"{why.value or 'none'}: {why.rule}{_said(why.words)}"


def _said(words: Words | None) -> str:
    return f" (“{words.text}”)" if words is not None else ""
