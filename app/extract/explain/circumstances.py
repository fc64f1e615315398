"""Why this date, this place, these tolls."""

from __future__ import annotations

from app.extract.assemble.location import located
from app.extract.explain.case import Case, Told, word_of
from app.extract.explain.records import DateWhy, PlaceChance, PlaceWhy, ValueWhy
from app.extract.records import TimeExpression, Trigger, When
from app.extract.what.casualties import further, leading, losses_of, total
from app.extract.what.tolls import Harm
from app.extract.when.story import dated
from app.extract.where.attach import Located, witnesses

INHERITED = "taken from another act of the article: of the same doer, of its own kind, or the occasion of it"


def date_rule(case: Case, trigger: Trigger, when: When | None) -> str:
    """The rule that dates one mention."""
    found = dated(case.doc, trigger, case.times)
    return found.rule if found.when == when else INHERITED


def date_of(told: Told) -> DateWhy:
    case, when = told.case, told.report.date
    if when is None:
        rules = dict.fromkeys(date_rule(case, a.trigger, a.when) for a in told.accounts)
        return DateWhy(value=None, rule="; ".join(rules), time_rule=None, words=None)
    account = next(account for account in told.accounts if account.when == when)
    time = _time(case, when)
    return DateWhy(
        value=f"{when.first}/{when.last}",
        rule=date_rule(case, account.trigger, when),
        time_rule=time.rule if time else None,
        words=case.words(when.start, when.end) if when.start is not None and when.end is not None else None,
    )


def _time(case: Case, when: When) -> TimeExpression | None:
    """The expression that a date was read from; where a length was added to it, the one inside."""
    if when.start is None or when.end is None:
        return None
    inside = (t for t in case.times if when.start <= t.start and t.end <= when.end and t.first is not None)
    return next(inside, None)


def place_of(told: Told) -> PlaceWhy:
    """The place as chosen, and the strongest other one that something speaks for."""
    case, report = told.case, told.report
    found = located(case.setting, report.type, told.triggers, report.actors)
    others = [w for trigger in told.triggers for w in witnesses(case.setting, trigger)]
    others = [one for one in others if found is None or one.place.name != found.place.name]
    second = max(others, key=lambda one: one.strength, default=None)
    return PlaceWhy(
        value=found.place.canonical_name or found.place.name if found else None,
        rule=found.rule if found else "no place has ground enough",
        chosen=_chance(case, found) if found else None,
        second=_chance(case, second) if second else None,
    )


def _chance(case: Case, one: Located) -> PlaceChance:
    return PlaceChance(
        words=case.words(one.place.start, one.place.end), rule=one.rule, strength=round(one.strength, 2)
    )


def toll_of(told: Told, harm: Harm) -> ValueWhy:
    """The count of one harm with the word that tells it, and what is told to come on top of it."""
    case = told.case
    claims = losses_of(case.cast.trees, case.triggers)
    mine = {word_of(trigger): losses for trigger, losses in zip(case.triggers, claims, strict=True)}
    claimed = [mine[word_of(account.trigger)] for account in told.accounts]
    first = [leading(losses, harm) for losses in claimed]
    told_first = next((i for i, loss in enumerate(first) if loss is not None), None)
    more = [loss for losses in claimed for loss in further(losses, harm)]
    number = total((loss.count if loss else None for loss in first), sum(loss.count for loss in more))
    if number is None:
        return ValueWhy(value=None, rule="no count belongs to it")
    loss = more[0] if told_first is None else first[told_first]
    assert loss is not None
    if told_first is None:
        rule = "told to come on top of others"
    else:
        sentence = case.doc.sentences[told.accounts[told_first].trigger.sentence]
        here = sentence.start <= loss.start < sentence.end
        rule = "counted in its sentence" if here else "counted in a sentence after it"
        rule += " and what is told to come on top of it" if more else ""
    return ValueWhy(value=str(number), rule=rule, words=case.words(loss.start, loss.end))
