"""Who is named beside a deed without having done it: its victims, and those who only speak of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.extract.assemble.account import Account
from app.extract.taxonomy import MUTUAL, TYPES
from app.extract.what.tolls import DYING, HARMING
from app.extract.who import Cast, Part

_FAMILIES = frozenset({"conflict", "civil"})


def without_victims(account: Account, cast: Cast) -> Account:
    """ "At least eight people were killed in demonstrations": the eight are not those who demonstrate, and "six people
    died in an attack" names no attacker. Those who fight each other stay participants, dead or not."""
    if TYPES[account.trigger.type].family not in _FAMILIES:
        return account
    kept = tuple(part for part in account.parts if part.role != "source" or not _is_victim(part, cast))
    return account if len(kept) == len(account.parts) else replace(account, parts=kept)


def _is_victim(part: Part, cast: Cast) -> bool:
    """Whether the sentence says in the passive that he was harmed, or that he died."""
    mention = part.mention
    if mention.kind != "unnamed":
        return False
    tree = cast.trees[mention.sentence]
    word = tree.tokens[mention.token]
    verb = tree.head(word)
    if verb is None or word.dep not in ("nsubj", "nsubjpass"):
        return False
    return verb.lemma in (HARMING if word.dep == "nsubjpass" else DYING)


def without_onlooker(account: Account, cast: Cast, speech: Collection[tuple[int, int]]) -> Account:
    """ "Kenya welcomed the deal": the only one named beside a deal, talks or a battle is no party to it where he is the
    subject of a word of ``speech`` (sentence, token) whose object the act is."""
    trigger = account.trigger
    if trigger.type not in MUTUAL or len(account.entities("participant")) != 1:
        return account
    tree = cast.trees[trigger.sentence]
    verb = tree.head(tree.tokens[trigger.token])
    if verb is None or (trigger.sentence, verb.index) not in speech:
        return account
    subject = tree.subject(verb)
    kept = tuple(
        part
        for part in account.parts
        if subject is None or (part.mention.sentence, part.mention.token) != (trigger.sentence, subject.index)
    )
    return replace(account, parts=kept)
