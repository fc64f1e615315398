"""Who did it, where only the reaction says so: "Iran's warning to Israel after the airstrikes".

Who is threatened with an answer to a deed, or accused over it, is told to have done it; who threatens an answer was
hit by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.extract.assemble.account import Account
from app.extract.records import Role
from app.extract.taxonomy import TYPES
from app.extract.who import Cast, Part

_OVER = frozenset({"after", "over", "for", "following", "about", "of"})
_REACTIONS = frozenset({"threat", "accusation"})


def with_implied_doers(accounts: Sequence[Account], cast: Cast) -> tuple[Account, ...]:
    """Deeds without a doer get the one that a reaction in the same sentence, governing them, points at."""
    reactions: dict[int, list[Account]] = {}
    for account in accounts:
        if account.trigger.type in _REACTIONS:
            reactions.setdefault(account.trigger.sentence, []).append(account)
    return tuple(
        _completed(account, reactions.get(account.trigger.sentence, ()), cast) for account in accounts
    )


def _completed(deed: Account, reactions: Sequence[Account], cast: Cast) -> Account:
    if (
        TYPES[deed.trigger.type].family != "conflict"
        or not deed.noun
        or deed.entities("source", "participant")
    ):
        return deed
    for reaction in reactions:
        if _governs(reaction, deed, cast):
            return replace(deed, parts=(*deed.parts, *_implied(reaction, deed)))
    return deed


def _governs(reaction: Account, deed: Account, cast: Cast) -> bool:
    tree = cast.trees[deed.trigger.sentence]
    link: str | None = None
    for above in tree.ancestors(tree.tokens[deed.trigger.token]):
        if link is None and above.pos in ("ADP", "SCONJ", "VERB"):
            link = above.lemma if above.text.lower() != "following" else "following"
        if above.index == reaction.trigger.token:
            return link in _OVER
    return False


def _implied(reaction: Account, deed: Account) -> Iterator[Part]:
    taken = deed.entities()
    roles: list[tuple[Role, Role]] = [("target", "source")]
    if reaction.trigger.type == "threat":
        roles.append(("source", "target"))
    for theirs, its in roles:
        for part in reaction.parts:
            if part.role == theirs and part.entity not in taken:
                yield replace(part, role=its)
