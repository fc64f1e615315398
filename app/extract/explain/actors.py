"""Why somebody takes part in an act, who it is, and why with this country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.extract.assemble.account import Account
from app.extract.explain.case import Case, Told
from app.extract.explain.records import ActorWhy, PassedOver, ValueWhy
from app.extract.link import Link
from app.extract.records import Actor, Trigger
from app.extract.who import Part, roles

_WORTH_A_LINE = 0.15  # of the linker's odds for an actor that was left out
_COUNTRY_RULES = {
    "knowledge base": "by its entry in the knowledge base",
    "words": "the text says so",
    "article": "the state that the article is about",
    None: "nothing tells it",
}


@dataclass(frozen=True, slots=True)
class _Linked:
    """An account with what the linker and the grammar made of everybody in its reach."""

    account: Account
    links: tuple[Link, ...]
    parts: tuple[Part, ...]  # those that the linker chose
    grammar: dict[int, str]  # entity -> role


def actors_of(told: Told) -> tuple[ActorWhy, ...]:
    """One for each actor of the report, in its order."""
    case = told.case
    linked = [_linked(told, account) for account in told.accounts]
    first: dict[int, tuple[Part, _Linked]] = {}
    for one in linked:
        for part in one.account.parts:
            first.setdefault(part.entity, (part, one))
    found = zip(first.values(), told.report.actors, strict=True)
    return tuple(_actor(case, part, one, actor) for (part, one), actor in found)


def passed_over(told: Told) -> tuple[PassedOver, ...]:
    """Actors in reach that the linker thought of and left out, the likeliest first."""
    taken = {part.entity for account in told.accounts for part in account.parts}
    best: dict[int, tuple[Link, _Linked]] = {}
    for one in (_linked(told, account) for account in told.accounts):
        for link in one.links:
            entity = link.candidate.group
            if link.candidate.kind != "actor" or entity in taken or _odds(link) < _WORTH_A_LINE:
                continue
            if entity not in best or _odds(link) > _odds(best[entity][0]):
                best[entity] = link, one
    ranked = sorted(best.values(), key=lambda pair: -_odds(pair[0]))
    return tuple(_passed(told.case, link, one) for link, one in ranked)


def _odds(link: Link) -> float:
    return max(link.source, link.target)


def _linked(told: Told, account: Account) -> _Linked:
    """The linker is asked as it was for the account: for the report's type where the actors were read again."""
    case = told.case
    own = next(m.account for m in told.group if m.account.trigger == account.trigger)
    trigger = account.trigger if own == account else replace(account.trigger, type=told.report.type)
    return _Linked(account, case.linker.links(trigger), case.linker.parts(trigger), _grammar(case, trigger))


def _grammar(case: Case, trigger: Trigger) -> dict[int, str]:
    return {part.entity: part.role for part in roles(case.doc, trigger, case.cast)}


def _actor(case: Case, part: Part, one: _Linked, actor: Actor) -> ActorWhy:
    rule = _rule(part, one.parts)
    link = next((link for link in one.links if link.candidate.mention == part.mention), None)
    origin = case.cast.origins[part.entity]
    return ActorWhy(
        actor_id=actor.actor_id,
        role=actor.role,
        rule=rule,
        words=case.words(part.mention.start, part.mention.end),
        form=part.mention.form,
        source=round(link.source, 4) if link else None,
        target=round(link.target, 4) if link else None,
        grammar=one.grammar.get(part.mention.entity),
        identity=origin.known or "provisional",
        country=ValueWhy(
            value=actor.country,
            rule=_COUNTRY_RULES[origin.country],
            words=case.words(*origin.words) if origin.words else None,
        ),
    )


def _rule(part: Part, chosen: Sequence[Part]) -> str:
    """Which step brought the actor in: the linker, or one that added to what it chose."""
    if part in chosen:
        return "chosen by the linker"
    if any(part.mention == other.mention and part.entity != other.entity for other in chosen):
        return "speaks for the actor that the linker chose"
    if any(part.entity == other.entity for other in chosen):
        return "chosen by the linker, in another role"
    return "implied by another act of the sentence"


def _passed(case: Case, link: Link, one: _Linked) -> PassedOver:
    mention = link.candidate.mention
    assert mention is not None  # candidates of kind "actor" carry theirs
    return PassedOver(
        actor_id=case.cast.entities[mention.entity].actor_id,
        words=case.words(mention.start, mention.end),
        source=round(link.source, 4),
        target=round(link.target, 4),
        grammar=one.grammar.get(mention.entity),
    )
