"""Turn a group of accounts into a report: the best value of each field over its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.extract.assemble.account import Account
from app.extract.assemble.claims import claim_of
from app.extract.assemble.clause import clause_of
from app.extract.assemble.confidence import Confidence
from app.extract.assemble.location import location_of
from app.extract.assemble.naming import named_at
from app.extract.assemble.summary import summarise
from app.extract.link import Linker
from app.extract.records import Actor, Document, Entity, Mention, Quote, Report, Role, Status
from app.extract.taxonomy import MUTUAL, TYPES
from app.extract.what.casualties import total
from app.extract.when import best_date
from app.extract.where import Setting
from app.extract.who import Cast, Part


def report_of(
    doc: Document,
    group: Sequence[Account],
    linker: Linker,
    setting: Setting,
    quotes: Sequence[Quote],
    confidence: Confidence,
) -> Report:
    """The report of one happening, told by ``group`` in reading order."""
    cast, kind = linker.cast, type_of(group)
    status = status_in(group)
    claim, _ = claim_of(doc, kind, group, cast)
    actors = _actors(doc, kind, group, linker)
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
        killed=total((one.toll.killed for one in group), sum(one.toll.more_killed for one in group)),
        injured=total((one.toll.injured for one in group), sum(one.toll.more_injured for one in group)),
        claimed_by=claim[0].name if claim else None,
        claim_chain=claim,
        quotes=_quotes(doc, group, quotes, actors),
        confidence=confidence.of(group, kind, len(doc.sentences)),
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


def status_in(group: Sequence[Account]) -> Status:
    """One mention as a fact makes it one: "a planned visit ... arrived on Monday".

    A noun that only takes up what is planned ("the summit") is none. A denial holds against other nouns ("his visit"),
    not against a verb that tells the deed: somebody may well deny what happened.
    """
    seen = {account.trigger.status for account in group if not _takes_up(account)}
    if "denied" in seen and all(account.noun or account.trigger.status != "happened" for account in group):
        return "denied"
    return "happened" if not seen or seen != {"planned"} else "planned"


def _takes_up(account: Account) -> bool:
    """A definite noun that no word around it makes a plan or a past event."""
    dated = account.when is not None and account.when.basis in ("explicit", "relative")
    return account.noun and account.definite and account.trigger.status == "happened" and not dated


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


def _actors(doc: Document, kind: str, group: Sequence[Account], linker: Linker) -> tuple[Actor, ...]:
    """Every actor once, with its first role; in a mutual act all are participants."""
    found: list[Actor] = []
    for part in parts_in(kind, group, linker):
        role: Role = "participant" if kind in MUTUAL else _directed(part.role)
        entity = linker.cast.entities[part.entity]
        found.append(_actor(entity, role, named_at(doc, entity, part.mention, linker.cast)))
    return tuple(found)


def parts_in(kind: str, group: Sequence[Account], linker: Linker) -> tuple[Part, ...]:
    """One part for each actor. To those that the linker reads from all mentions together come those that a rule put in
    a single one, in the rule's role, without those that a rule took from every one."""
    read = linker.parts_of_all([account.trigger for account in group], kind)
    known = {part.entity for account in group for part in linker.parts(account.trigger)}
    left = {part.entity for account in group for part in account.parts}
    ruled = {part.entity: part for account in reversed(group) for part in _ruled(account, linker)}
    found: dict[int, Part] = {}
    for part in (
        *(part for part in read if part.entity in left or part.entity not in known),
        *ruled.values(),
    ):
        found.setdefault(part.entity, ruled.get(part.entity, part))
    return tuple(sorted(found.values(), key=lambda part: part.role == "target"))


def _ruled(account: Account, linker: Linker) -> list[Part]:
    """The parts of an account that are not as the linker read them."""
    read = {(part.entity, part.role) for part in linker.parts(account.trigger)}
    return [part for part in account.parts if (part.entity, part.role) not in read]


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
