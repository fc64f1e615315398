"""Why somebody takes part in an act, who it is, and why with this country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.extract.assemble.report import parts_in
from app.extract.explain.case import Case, Told
from app.extract.explain.records import ActorWhy, PassedOver, ValueWhy
from app.extract.link import Link
from app.extract.records import Actor
from app.extract.who import Part, roles

_WORTH_A_LINE = 0.15  # of the linker's odds for an actor that was left out
_COUNTRY_RULES = {
    "knowledge base": "by its entry in the knowledge base",
    "words": "the text says so",
    "article": "the state that the article is about",
    None: "nothing tells it",
}


def actors_of(told: Told) -> tuple[ActorWhy, ...]:
    """One for each actor of the report, in its order."""
    case, kind = told.case, told.report.type
    read = case.linker.parts_of_all(told.triggers, kind)
    grammar = _grammar(told)
    parts = parts_in(kind, told.accounts, case.linker)
    return tuple(
        _actor(told, part, actor, _rule(told, part, read), grammar)
        for part, actor in zip(parts, told.report.actors, strict=True)
    )


def passed_over(told: Told) -> tuple[PassedOver, ...]:
    """Actors in reach that the linker thought of and left out, the likeliest first."""
    case = told.case
    taken = {part.entity for part in parts_in(told.report.type, told.accounts, case.linker)}
    best: dict[int, Link] = {}
    for link in _links(told):
        entity = link.candidate.group
        if link.candidate.kind != "actor" or entity in taken or _odds(link) < _WORTH_A_LINE:
            continue
        if entity not in best or _odds(link) > _odds(best[entity]):
            best[entity] = link
    grammar = _grammar(told)
    return tuple(_passed(case, link, grammar) for link in sorted(best.values(), key=_odds, reverse=True))


def _odds(link: Link) -> float:
    return max(link.source, link.target)


def _links(told: Told) -> list[Link]:
    """Everybody in reach of any mention, read for the report's type as the report's actors are."""
    retyped = (replace(trigger, type=told.report.type) for trigger in told.triggers)
    return [link for trigger in retyped for link in told.case.linker.links(trigger)]


def _grammar(told: Told) -> dict[int, str]:
    """The role that the grammar gives an actor at the first mention where it gives one."""
    found: dict[int, str] = {}
    for trigger in told.triggers:
        for part in roles(told.case.doc, replace(trigger, type=told.report.type), told.case.cast):
            found.setdefault(part.entity, part.role)
    return found


def _actor(told: Told, part: Part, actor: Actor, rule: str, grammar: Mapping[int, str]) -> ActorWhy:
    case = told.case
    here = [link for link in _links(told) if link.candidate.mention == part.mention]
    link = max(here, key=lambda one: one.target if part.role == "target" else one.source, default=None)
    origin = case.cast.origins[part.entity]
    return ActorWhy(
        actor_id=actor.actor_id,
        role=actor.role,
        rule=rule,
        words=case.words(part.mention.start, part.mention.end),
        form=part.mention.form,
        source=round(link.source, 4) if link else None,
        target=round(link.target, 4) if link else None,
        grammar=grammar.get(part.entity),
        identity=origin.known or "provisional",
        country=ValueWhy(
            value=actor.country,
            rule=_COUNTRY_RULES[origin.country],
            words=case.words(*origin.words) if origin.words else None,
        ),
    )


def _rule(told: Told, part: Part, read: Sequence[Part]) -> str:
    """Which step brought the actor in: the linker, or a rule that added to what it chose for one mention."""
    if part in read:
        return "chosen by the linker"
    if part.entity != part.mention.entity:
        return "speaks for the actor that the linker chose"
    tellers = {teller.mention.entity for account in told.accounts for teller in account.teller}
    return "tells of its own deed" if part.entity in tellers else "implied by another act of the sentence"


def _passed(case: Case, link: Link, grammar: Mapping[int, str]) -> PassedOver:
    mention = link.candidate.mention
    assert mention is not None  # candidates of kind "actor" carry theirs
    return PassedOver(
        actor_id=case.cast.entities[mention.entity].actor_id,
        words=case.words(mention.start, mention.end),
        source=round(link.source, 4),
        target=round(link.target, 4),
        grammar=grammar.get(mention.entity),
    )
