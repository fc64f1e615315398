"""The explanation of one extraction, report by report and sentence by sentence."""

from __future__ import annotations

from collections import defaultdict

from app.extract.assemble.account import Account
from app.extract.assemble.claims import claim_of
from app.extract.assemble.confidence import agreeing
from app.extract.assemble.report import evidence
from app.extract.explain.actors import actors_of, passed_over
from app.extract.explain.case import Case, Told, word_of
from app.extract.explain.circumstances import date_of, date_rule, place_of, toll_of
from app.extract.explain.records import (
    ConfidenceWhy,
    Explanation,
    MentionWhy,
    ReportWhy,
    ValueWhy,
    Weight,
)
from app.extract.explain.words import sentences_of, verdict_of
from app.extract.what.status import status_rule

_MOST = 4  # grounds shown of a merge
FORESEEN = "its own day lies after publication"


def explanation_of(case: Case) -> Explanation:
    """Why the reports are as they are. It asks the functions that decided, and decides nothing itself."""
    reports = tuple(_report(Told(case=case, group=group, report=report)) for group, report in case.kept)
    return Explanation(reports=reports, sentences=sentences_of(case))


def _report(one: Told) -> ReportWhy:
    return ReportWhy(
        type=_type(one),
        weights=_weights(one),
        status=_status(one),
        mentions=tuple(_mention(one, place) for place in range(len(one.group))),
        actors=actors_of(one),
        passed_over=passed_over(one),
        date=date_of(one),
        location=place_of(one),
        killed=toll_of(one, "killed"),
        injured=toll_of(one, "injured"),
        claimed_by=_claim(one),
        confidence=_confidence(one),
    )


def _mention(one: Told, place: int) -> MentionWhy:
    case, member = one.case, one.group[place]
    account = member.account
    judged = next(j for j in case.judged if word_of(j) == word_of(account.trigger))
    return MentionWhy(
        verdict=verdict_of(case, judged),
        type=account.trigger.type,
        status=account.trigger.status,
        status_rule=_status_rule(case, account),
        date_rule=date_rule(case, account.trigger, account.when),
        merged=round(member.odds, 2) if member.odds is not None else None,
        grounds=_grounds(case, one.group[place - 1].account, account) if place else (),
    )


def _grounds(case: Case, before: Account, account: Account) -> tuple[Weight, ...]:
    """The weightiest features of a pair; what one weighs in general and in its family is added up."""
    total: dict[str, float] = defaultdict(float)
    (read,) = case.linker.twins([before.trigger], account.trigger)
    for name, weight in case.merging.shares(before, account, read):
        total[name.rpartition(":")[2]] += weight
    ranked = sorted(total.items(), key=lambda item: -abs(item[1]))[:_MOST]
    return tuple(Weight(name=name, weight=round(weight, 2)) for name, weight in ranked)


def _type(one: Told) -> ValueWhy:
    """The mention that speaks strongest for the type stands for all."""
    own = (account.trigger for account in one.accounts if account.trigger.type == one.report.type)
    best = max(own, key=lambda trigger: trigger.score)
    kinds = len(_weights(one))
    rule = "all its mentions say so" if kinds == 1 else f"the most evidence among {kinds} types"
    return ValueWhy(value=one.report.type, rule=rule, words=one.case.words(best.start, best.end))


def _weights(one: Told) -> tuple[Weight, ...]:
    return tuple(
        Weight(name=kind, weight=weight / 1000)
        for kind, weight in evidence([member.account for member in one.group]).most_common()
    )


def _status_rule(case: Case, account: Account) -> str:
    """The rule of the words; where the status is not theirs, the day of the clause changed it."""
    trigger = account.trigger
    tree = case.cast.trees[trigger.sentence]
    status, rule = status_rule(tree, tree.tokens[trigger.token], trigger.type)
    return rule if status == trigger.status else FORESEEN


def _status(one: Told) -> ValueWhy:
    """The status of the report with the first mention that says so."""
    status = one.report.status
    saying = next(account for account in one.accounts if account.trigger.status == status)
    alone = len(one.accounts) == 1 or len({a.trigger.status for a in one.accounts}) == 1
    rule = _status_rule(one.case, saying)
    over = {
        "denied": "one mention denies it",
        "happened": "one mention tells it as a fact",
        "planned": "no mention tells it as a fact",
    }
    return ValueWhy(
        value=status,
        rule=rule if alone else f"{over[status]}: {rule}",
        words=one.case.words(saying.trigger.start, saying.trigger.end),
    )


def _claim(one: Told) -> ValueWhy:
    case = one.case
    chain, rule = claim_of(case.doc, one.report.type, one.accounts, case.cast)
    if not chain:
        return ValueWhy(value=None, rule=rule)
    return ValueWhy(value=chain[0].name, rule=rule, words=case.words(chain[0].start, chain[0].end))


def _confidence(one: Told) -> ConfidenceWhy:
    scores = tuple(agreeing(one.accounts, one.report.type))
    rule = "the odds of its only mention, set against the length of the article"
    if len(scores) > 1:
        rule = "the odds of its best mention, raised by others of the type, set against the length of the article"
    return ConfidenceWhy(value=one.report.confidence, rule=rule, scores=scores)
