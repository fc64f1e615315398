"""What the sentence itself says of who acts: the verb's own subject, and nobody whose name only stands inside the
phrase of somebody else.

"France's ambassador in Niamey condemned the raid": neither France nor Niger condemns. "Supporters of the president
stormed the hall": the president did not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.extract.assemble.account import Account
from app.extract.assemble.cluster import Joined
from app.extract.records import ActorMention, Token
from app.extract.taxonomy import MUTUAL
from app.extract.tree import Tree
from app.extract.who import Cast, Part
from app.extract.who.arguments import Clause
from app.extract.who.frames import frames

_SHARED = ("conj", "xcomp")
_OWNED = frozenset({"poss", "compound", "amod", "nmod"})


def narrowed(group: Sequence[Joined], cast: Cast) -> tuple[Joined, ...]:
    """The accounts of one happening without those who are no party to it. It comes after merging: that two accounts
    name the same people, parties or not, speaks for one happening."""
    return tuple(
        replace(one, account=without_owners(with_own_subject(one.account, cast), cast)) for one in group
    )


def with_own_subject(account: Account, cast: Cast) -> Account:
    """The sources of an active verb are those whom its own subject names, where that names an actor at all."""
    trigger = account.trigger
    tree = cast.trees[trigger.sentence]
    verb = tree.tokens[trigger.token]
    if trigger.type in MUTUAL or verb.pos not in ("VERB", "AUX"):
        return account
    doers = _doers(tree, verb, account, cast)
    if not doers:
        return account
    wanted = {mention.entity for mention in doers}
    if not wanted & account.entities("source"):  # the reading of the whole article is sure of somebody else
        return account
    kept = tuple(part for part in account.parts if part.role != "source" or part.entity in wanted)
    return account if len(kept) == len(account.parts) else replace(account, parts=kept)


def _doers(tree: Tree, verb: Token, account: Account, cast: Cast) -> list[ActorMention]:
    """The actors of the phrase that the frame of the act takes for its doer."""
    clause = Clause(tree, cast)
    if frames()[account.trigger.type].role("subject", verb.lemma) != "source":
        return []
    if clause.passive(verb):
        agents = clause.preposition(verb, frozenset({"by"}))
        return [mention for agent in agents for mention in clause.actors(agent)]
    subject = _subject(tree, verb)
    return list(clause.actors(subject)) if subject is not None else []


def _subject(tree: Tree, verb: Token) -> Token | None:
    """The verb's own subject, or the one it shares with the verb it is joined to."""
    for _ in range(3):
        own = tree.first(verb, "nsubj")
        if own is not None:
            return own
        head = tree.head(verb)
        if head is None or verb.dep not in _SHARED or head.pos not in ("VERB", "AUX"):
            return None
        if tree.first(head, "nsubjpass", "auxpass") is not None:
            return None
        if verb.dep == "xcomp" and tree.first(head, "dobj") is not None:
            return None
        verb = head
    return None


def without_owners(account: Account, cast: Cast) -> Account:
    """Without those who are named only as the owners of another part of the same role: "Yemen's warring parties"."""
    kept = tuple(p for p in account.parts if not any(_owns(p, q, cast) for q in account.parts))
    return account if len(kept) == len(account.parts) else replace(account, parts=kept)


def _owns(part: Part, whole: Part, cast: Cast) -> bool:
    if part is whole or part.role != whole.role or part.entity == whole.entity:
        return False
    inner, outer = part.mention, whole.mention
    if inner.sentence != outer.sentence:
        return False
    tree = cast.trees[inner.sentence]
    token = tree.tokens[inner.token]
    while token.dep == "poss" or (token.dep in _OWNED and outer.form == "nominal"):
        token = tree.tokens[token.head]
        if token.index == outer.token or outer.start <= token.start < outer.end:
            return True
    return False
