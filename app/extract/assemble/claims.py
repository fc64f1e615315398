"""Whose word is it that a deed was done? A desk marks what only a party to the matter says.

A claim is what one side tells of its own or its enemy's contested deeds: "Russia said it shot down 30 drones". The
word of the police, a hospital, a witness, an agency or an international body for what others did is a source for a
fact, and so is a party's word for what it signed or decided, which nobody disputes.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.assemble.account import Account, Teller
from app.extract.assemble.naming import named_at
from app.extract.records import Document, Entity, Link
from app.extract.taxonomy import TYPES
from app.extract.who import Cast, Part

# Deeds that the other side may dispute, besides those of the family of conflict.
_CONTESTED = frozenset({"coercion", "withdrawal", "election"})
# Who speaks for a side. The police, courts, hospitals, witnesses, agencies and international bodies are asked what
# happened and speak for none, a deed of their own apart.
_PARTIES = frozenset({"GOV", "MIL", "REB", "OPP", "LEG"})
# Words that grant what the other side says, or make the deed known by doing it.
_REACTING = frozenset(
    {"condemn", "denounce", "deplore", "criticise", "criticize", "mourn", "regret", "investigate"}
)
_OWNERS = frozenset({"its", "their", "our", "his", "her"})
_GRANTING = frozenset({"confirm", "acknowledge", "admit"})


def claim_of(doc: Document, kind: str, group: Sequence[Account], cast: Cast) -> tuple[tuple[Link, ...], str]:
    """The chain of tellers of a deed that is told by a party's word alone, that party first; else nothing. With the
    rule that says so."""
    if TYPES[kind].family != "conflict" and kind not in _CONTESTED:
        return (), "nobody disputes acts of its kind"
    told = [account.teller for account in group if not _is_taken_for_known(account, cast)]
    if not told or not all(told):
        return (), "the article tells it in its own words"
    if not all(_claims(kind, chain[0], group, cast) for chain in told):
        return (), "who tells it is a source for it and claims nothing"
    if len({_side(cast.entities[chain[0].mention.entity]) for chain in told}) > 1:
        return (), "both sides say so"
    return tuple(_link(doc, link, cast) for link in max(told, key=len)), "told by the word of a party alone"


def _is_taken_for_known(account: Account, cast: Cast) -> bool:
    """ "The attack lasted an hour", "condemned attacks on schools": speaks of the deed and vouches for nothing."""
    if not account.noun:
        return False
    tree = cast.trees[account.trigger.sentence]
    head = tree.head(tree.tokens[account.trigger.token])
    return account.definite or (head is not None and head.lemma in _REACTING)


def _claims(kind: str, teller: Teller, group: Sequence[Account], cast: Cast) -> bool:
    """True if the teller is a party that asserts the deed."""
    if all(account.trigger.status == "planned" for account in group):
        return False  # what somebody will do himself is his plan
    if teller.verb in _GRANTING or (kind == "mobilization" and teller.verb == "announce"):
        return False
    speaker = cast.entities[teller.mention.entity]
    doers = {i for account in group for i in account.entities("source", "participant")}
    if speaker.index in doers or any(_is_own(part, cast) for account in group for part in account.parts):
        return speaker.sector != "COP" or TYPES[kind].plover == "ASSAULT"
    if kind == "election":
        return speaker.index in {i for account in group for i in account.entities("target")}
    return any(_takes_side(speaker, cast.entities[doer]) for doer in doers)


def _is_own(part: Part, cast: Cast) -> bool:
    """ "Russia said its forces had captured the village": whose they are stands in the pronoun."""
    tree = cast.trees[part.mention.sentence]
    if part.role == "target" or tree.tokens[part.mention.token].pos == "PROPN":
        return False
    return any(word.lemma in _OWNERS for word in tree.below(tree.tokens[part.mention.token], "poss"))


def _takes_side(speaker: Entity, doer: Entity) -> bool:
    """Speaks for the doer's own state, or against another state or a rebel group.

    Who only says "gunmen" accuses nobody, unless it is an army that speaks of whom it fights.
    """
    if speaker.kind != "country" and speaker.sector not in _PARTIES:
        return False
    if doer.sector == "REB" and doer.country in (None, speaker.country):
        return doer.kind == "group" or speaker.sector == "MIL"
    return speaker.country is not None and doer.country is not None and doer.sector != "OPP"


def _side(entity: Entity) -> str:
    return entity.country or entity.actor_id


def _link(doc: Document, teller: Teller, cast: Cast) -> Link:
    entity = cast.entities[teller.mention.entity]
    start, end = named_at(doc, entity, teller.mention, cast)
    return Link(name=entity.name, actor_id=entity.actor_id, start=start, end=end)
