"""Turn a group of accounts into a report: the best value of each field over its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.extract.assemble.account import Account
from app.extract.assemble.clause import clause_of
from app.extract.assemble.confidence import confidence_of
from app.extract.assemble.location import location_of
from app.extract.assemble.naming import named_at
from app.extract.assemble.summary import summarise
from app.extract.link import Linker
from app.extract.records import Actor, Document, Entity, Mention, Quote, Report, Role, Status
from app.extract.taxonomy import MUTUAL, TYPES
from app.extract.when import best_date
from app.extract.where import Setting
from app.extract.who import Cast


def report_of(
    doc: Document, group: Sequence[Account], linker: Linker, setting: Setting, quotes: Sequence[Quote]
) -> Report:
    """The report of one happening, told by ``group`` in reading order."""
    cast, kind = linker.cast, type_of(group)
    group = [retold(account, kind, linker) for account in group]
    status = _status(group)
    actors = _actors(doc, kind, group, cast)
    location = location_of(setting, kind, [account.trigger for account in group], actors)
    code = TYPES[kind]
    return Report(
        type=kind,
        family=code.family,
        plover=code.plover,
        cameo=code.cameo,
        goldstein=code.goldstein,
        status=status,
        summary=_summary(doc, group, cast) or summarise(kind, status, actors, location),
        mentions=tuple(_mention(doc, account) for account in group),
        actors=actors,
        date=best_date([account.when for account in group]),
        location=location,
        killed=_first(account.toll.killed for account in group),
        injured=_first(account.toll.injured for account in group),
        claimed_by=claimant(code.family, group, cast)[0],
        quotes=_quotes(doc, group, quotes, actors),
        confidence=confidence_of(group, kind),
    )


def type_of(group: Sequence[Account]) -> str:
    """The type with the most evidence; the first told decides between equals."""
    return evidence(group).most_common(1)[0][0]


def evidence(group: Sequence[Account]) -> Counter[str]:
    """What speaks for each type, in thousandths."""
    weight: Counter[str] = Counter()
    for account in group:
        weight[account.trigger.type] += round(1000 * account.trigger.score)
    return weight


def retold(account: Account, kind: str, linker: Linker) -> Account:
    """The account with its actors read again for the event's type: who is a side in a clash is hit by a strike."""
    trigger = account.trigger
    if trigger.type == kind or TYPES[kind].family == "speech":
        return account
    retyped = replace(trigger, type=kind)
    return replace(account, parts=linker.parts(retyped) or account.parts)


def _status(group: Sequence[Account]) -> Status:
    """One mention as a fact makes it one: "a planned visit ... arrived on Monday"."""
    seen = [account.trigger.status for account in group]
    if "denied" in seen:
        return "denied"
    return "planned" if all(status == "planned" for status in seen) else "happened"


def _summary(doc: Document, group: Sequence[Account], cast: Cast) -> str | None:
    """The clause of the surest verb that tells of it."""
    for account in sorted(group, key=lambda account: -account.trigger.score):
        clause = clause_of(doc, account.trigger, cast)
        if clause is not None:
            return clause
    return None


def _mention(doc: Document, account: Account) -> Mention:
    trigger = account.trigger
    sentence = doc.sentences[trigger.sentence]
    return Mention(
        start=trigger.start,
        end=trigger.end,
        text=doc.text[trigger.start : trigger.end],
        sentence_start=sentence.start,
        sentence_end=sentence.end,
    )


def _actors(doc: Document, kind: str, group: Sequence[Account], cast: Cast) -> tuple[Actor, ...]:
    """Every actor once, with its first role; in a mutual act all are participants."""
    found: dict[int, Actor] = {}
    for account in group:
        for part in account.parts:
            if part.entity not in found:
                role: Role = "participant" if kind in MUTUAL else _directed(part.role)
                entity = cast.entities[part.entity]
                found[part.entity] = _actor(entity, role, named_at(doc, entity, part.mention, cast))
    return tuple(found.values())


def _directed(role: Role) -> Role:
    return "source" if role == "participant" else role


def _actor(entity: Entity, role: Role, span: tuple[int, int]) -> Actor:
    return Actor(
        role=role,
        name=entity.name,
        canonical_name=entity.canonical_name,
        actor_id=entity.actor_id,
        kind=entity.kind,
        title=entity.title,
        country=entity.country,
        sector=entity.sector,
        aliases=entity.aliases,
        start=span[0],
        end=span[1],
    )


def _first(values: Iterable[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)


def claimant(family: str, group: Sequence[Account], cast: Cast) -> tuple[str | None, str]:
    """The one party in whose words alone a deed is told, with the rule that says so or says that there is none.

    A speech act is its speaker's own and needs no claim; who is no party to a deed is a reporter's source for it.
    """
    if family == "speech":
        return None, "a speech act is its speaker's own"
    tellers = {account.teller for account in group}
    teller = tellers.pop() if len(tellers) == 1 else None
    if teller is None:
        return None, "not told in the words of one alone"
    speaker = cast.entities[teller]
    involved = {part.entity for account in group for part in account.parts}
    countries = {cast.entities[index].country for index in involved} - {None}
    if teller in involved or speaker.country in countries:
        return speaker.name, "told in the words of a party alone"
    return None, f"{speaker.name} is a source for it and no party to it"


def _quotes(
    doc: Document, group: Sequence[Account], quotes: Sequence[Quote], actors: Sequence[Actor]
) -> tuple[Quote, ...]:
    """The direct quotes in the sentences that tell of it, spoken by one of its actors."""
    names = {actor.name for actor in actors}
    spans = [(doc.sentences[a.trigger.sentence].start, doc.sentences[a.trigger.sentence].end) for a in group]
    return tuple(
        quote
        for quote in quotes
        if quote.speaker in names and any(quote.start < end and start < quote.end for start, end in spans)
    )
