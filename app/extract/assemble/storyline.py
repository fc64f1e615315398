"""Carry a day along a paragraph: who spoke "in September" still speaks of September in the next sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.extract.assemble.account import Account
from app.extract.records import Token, When
from app.extract.tree import Tree

_OWN = ("explicit", "relative")
_AT = frozenset({"during", "at"})
_NEWS = timedelta(days=7)  # nearer to publication the day of publication is as good a reading


def with_inherited_dates(
    accounts: Sequence[Account], published: date, trees: Sequence[Tree]
) -> tuple[Account, ...]:
    """Accounts without a time of their own take that of an earlier one in their paragraph with the same doer, if it is
    background: over a week before publication."""
    found: list[Account] = []
    for account in accounts:
        when = _inherited(account, found, published) if _undated(account) else None
        found.append(replace(account, when=when) if when is not None else account)
    found = [_taken_up(account, found) for account in found]
    found = [_within(account, found, trees[account.trigger.sentence], published) for account in found]
    days = _days_of_doers(found)
    return tuple(replace(account, when=_narrowed(account, days, published)) for account in found)


def _taken_up(account: Account, accounts: Sequence[Account]) -> Account:
    """ "The attack" without a day of its own is of the day of the nearest account of its type that has one, one told
    before going before one told after."""
    plan = account.trigger.status == "planned" and account.when is None
    if not (account.noun and account.definite and (plan or _undated(account))):
        return account
    at = account.trigger.start
    same = [
        other
        for other in accounts
        if other.trigger.type == account.trigger.type
        and other.trigger.status == account.trigger.status
        and other.when is not None
        and other.when.basis in _OWN
        and (other.word == account.word if plan else account.when is None or _alike(account, other))
    ]
    nearest = min(same, key=lambda o: (o.trigger.start > at, abs(o.trigger.start - at)), default=None)
    if nearest is None or nearest.when is None:
        return account
    return replace(account, when=replace(nearest.when, basis="inherited"))


def _alike(account: Account, other: Account) -> bool:
    """Whether two accounts of one type may well be of one happening: same word, same people or same paragraph."""
    earlier = account.paragraph == other.paragraph and other.trigger.start < account.trigger.start
    return other.word == account.word or earlier or bool(other.entities() & account.entities())


def _within(account: Account, accounts: Sequence[Account], tree: Tree, published: date) -> Account:
    """ "Documents will be signed during the visit", "said at the summit": what happens there happens then."""
    if account.when is not None and account.when.basis in _OWN:
        return account
    verb = tree.tokens[account.trigger.token]
    hosts = (verb, *([tree.tokens[verb.head]] if verb.dep in ("conj", "xcomp", "ccomp") else ()))
    for noun in (noun for host in hosts for noun in _occasions(tree, host)):
        when = _day_of(noun, account, accounts)
        if when is not None and (account.trigger.status != "planned" or when.last >= published):
            return replace(account, when=replace(when, basis="inherited"))
    return account


def _occasions(tree: Tree, verb: Token) -> list[Token]:
    """The nouns during or at which something happens."""
    here = [prep for prep in tree.below(verb, "prep") if prep.lemma in _AT]
    # parsers hang a closing "during the meeting" on any noun before it
    below = [prep for prep in tree.subtree(verb) if prep.lemma == "during" and prep not in here]
    nouns = (tree.first(prep, "pobj") for prep in (*here, *below))
    return [noun for noun in nouns if noun is not None]


def _day_of(noun: Token, account: Account, accounts: Sequence[Account]) -> When | None:
    """The date of the act that a noun names: of the account told there, else of the last one of that word."""
    same = [a for a in accounts if a.noun and a.word == noun.lemma and a.when is not None]
    here = (
        a for a in same if a.trigger.sentence == account.trigger.sentence and a.trigger.token == noun.index
    )
    before = (a for a in reversed(same) if a.trigger.sentence < account.trigger.sentence)
    found = next(here, None) or next(before, None)
    if found is None or found.when is None or found.when.basis == "publication":
        return None
    return found.when


def _days_of_doers(accounts: Sequence[Account]) -> frozenset[tuple[int, date]]:
    """Who does something on which day by the words of the text."""
    return frozenset(
        (entity, account.when.first)
        for account in accounts
        if account.when is not None and account.when.basis in _OWN and account.when.first == account.when.last
        for entity in account.entities("source", "participant")
    )


def _narrowed(account: Account, days: frozenset[tuple[int, date]], published: date) -> When | None:
    """In a late article words without a day lie between the lead's day and publication; those of somebody who acts on
    the lead's day are of that day (17 of 17 in the gold)."""
    when = account.when
    if when is None or when.basis != "inherited" or when.first == when.last or when.last != published:
        return when
    doers = account.entities("source", "participant")
    if any((entity, when.first) in days for entity in doers):
        return replace(when, last=when.first, precision="day")
    return when


def _undated(account: Account) -> bool:
    return account.trigger.status != "planned" and (account.when is None or account.when.basis not in _OWN)


def _inherited(account: Account, earlier: Sequence[Account], published: date) -> When | None:
    doers = account.entities("source", "participant")
    for before in reversed(earlier):
        if before.paragraph != account.paragraph:
            return None
        if (
            before.when is None
            or before.when.basis not in _OWN
            or before.trigger.sentence == account.trigger.sentence
            or not doers & before.entities("source", "participant")
        ):
            continue
        return replace(before.when, basis="inherited") if before.when.last < published - _NEWS else None
    return None
