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
from app.extract.taxonomy import MUTUAL, TYPES
from app.extract.tree import Tree
from app.extract.who import Cast, Part
from app.extract.who.arguments import Clause
from app.extract.who.frames import frames
from app.extract.who.word_sets import word_set

_SHARED = ("conj", "xcomp")
ENVOYS = word_set("envoys")
_FOLLOWERS = word_set("followers")
_BACKING = frozenset({"back", "support", "arm", "fund", "train", "finance"})
_AT = frozenset({"in", "at", "near"})
_PLACED = frozenset(
    {"diplomacy", "conflict", "coercion", "deescalation"}
)  # what is done in a capital is done to a state
_OWNED = frozenset({"poss", "compound", "amod", "nmod"})


def narrowed(group: Sequence[Joined], cast: Cast) -> tuple[Joined, ...]:
    """The accounts of one happening without those who are no party to it. It comes after merging: that two accounts
    name the same people, parties or not, speaks for one happening."""
    told = [with_both_sides(with_own_subject(one.account, cast), cast) for one in group]
    parts = [part for account in told for part in account.parts]
    left = (at_home(of_others(without_owners(account, parts, cast), cast), cast) for account in told)
    return tuple(replace(one, account=account) for one, account in zip(group, left, strict=True))


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


def with_both_sides(account: Account, cast: Cast) -> Account:
    """Who meet, sign or fight are at least two: where fewer are known, the verb's own subject may name them all."""
    trigger = account.trigger
    known = account.entities()
    tree = cast.trees[trigger.sentence]
    verb = tree.tokens[trigger.token]
    if trigger.type not in MUTUAL or len(known) > 1 or verb.pos != "VERB":
        return account
    subject = _subject(tree, verb)
    named = {m.entity: m for m in Clause(tree, cast).actors(subject)} if subject is not None else {}
    if len(named) < 2 or not known <= named.keys():
        return account
    more = (Part(role="participant", mention=m, entity=e) for e, m in named.items() if e not in known)
    return replace(account, parts=(*account.parts, *more))


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
        if head is not None and head.pos == "ADJ" and head.dep == "acomp":  # "are due to sign"
            verb, head = head, tree.head(head)
            return tree.first(head, "nsubj") if head is not None else None
        if head is None or verb.dep not in _SHARED or head.pos not in ("VERB", "AUX"):
            return None
        if tree.first(head, "nsubjpass", "auxpass") is not None:
            return None
        if verb.dep == "xcomp" and tree.first(head, "dobj") is not None:
            return None
        verb = head
    return None


def without_owners(account: Account, parts: Sequence[Part], cast: Cast) -> Account:
    """Without those who are named only as the owners of another of the ``parts`` in the same role: "Yemen's warring
    parties"."""
    kept = tuple(p for p in account.parts if not any(_owns(p, q, cast) for q in parts))
    return account if len(kept) == len(account.parts) else replace(account, parts=kept)


def _owns(part: Part, whole: Part, cast: Cast) -> bool:
    if part is whole or part.role != whole.role or part.entity == whole.entity:
        return False
    inner, outer = part.mention, whole.mention
    tree = cast.trees[inner.sentence]
    token = tree.tokens[inner.token]
    while token.dep == "poss" or (token.dep in _OWNED and outer.form == "nominal"):
        token = tree.tokens[token.head]
        owned = cast.at(inner.sentence, token.index)
        if owned is not None and owned.entity == whole.entity:
            return True
    return False


def of_others(account: Account, cast: Cast) -> Account:
    """Without those who are only named to say whose envoy, supporters or clients somebody is."""
    kept: list[Part] = []
    for part in account.parts:
        found = _instead(part, account.trigger.type, cast)
        if found is not None and all(found.entity != other.entity for other in kept):
            kept.append(found)
    return account if tuple(kept) == account.parts else replace(account, parts=tuple(kept))


def _instead(part: Part, kind: str, cast: Cast) -> Part | None:
    """The part, the people in whose description it stands, or None where they are nobody that we know."""
    tree = cast.trees[part.mention.sentence]
    token = tree.tokens[part.mention.token]
    link = tree.head(token)
    if link is None or token.dep == "meta":
        return part if link is None else None  # the dateline's town
    placed = TYPES[kind].family in _PLACED
    if part.mention.form == "capital" and token.dep == "pobj" and link.lemma in _AT and not placed:
        return None  # "in Kinshasa, Mukwege denounced": nobody is told
    above = tree.head(link) if token.dep == "pobj" else link if token.dep == "poss" else None
    if above is None:
        return part
    if token.dep == "pobj" and above.lemma in ENVOYS and link.lemma in ("in", "to", "at"):
        # his post; but who recalls an ambassador from a state means that state
        return part if kind == "sanction" and part.role == "target" else None
    if above.lemma == "loyal":
        above = tree.head(above) or above
    if (
        token.dep == "pobj"
        and link.lemma == "by"
        and above.lemma in _BACKING
        and above.dep in ("acl", "relcl")
    ):
        return None if part.role != "target" else part
    if above.lemma not in _FOLLOWERS or (token.dep == "pobj" and link.lemma not in ("of", "to")):
        return part
    mention = cast.at(tree.sentence.index, above.index)
    return replace(part, mention=mention, entity=mention.entity) if mention is not None else None


def at_home(account: Account, cast: Cast) -> Account:
    """ "Trump flew back to Washington": who comes home visits no state."""
    homes = {cast.entities[e].country for e in account.entities("source") if _is_told(e, cast)} - {None}
    if account.trigger.type != "visit" or len(homes) != 1:
        return account
    kept = tuple(part for part in account.parts if part.role != "target" or not _is_state(part, homes, cast))
    return account if len(kept) == len(account.parts) else replace(account, parts=kept)


def _is_told(entity: int, cast: Cast) -> bool:
    """Whether words or tables tell the country of an actor: many who arrive are taken for people of the place."""
    return entity < len(cast.origins) and cast.origins[entity].country != "article"


def _is_state(part: Part, countries: set[str | None], cast: Cast) -> bool:
    entity = cast.entities[part.entity]
    return entity.kind == "country" and entity.country in countries
