"""Who takes part in an event, by all of its accounts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from app.extract.records import Role
from app.merging.records import Account, Party
from app.merging.state import Part
from app.merging.voices import Voices

_SHARE = 4  # an actor stays if every fourth voice names it: what one reader in ten got wrong does not


def parts_of(accounts: Sequence[Account], type_: str, voices: Voices) -> tuple[Part, ...]:
    """Each actor that enough voices name, in the role most give it, under its fullest name.

    Those without a name ("gunmen") stand for whoever has none in that role.
    """
    named: dict[str, list[tuple[Account, Party]]] = defaultdict(list)
    for account in accounts:
        for party in account.parties:
            named[party.actor_id].append((account, party))
    least = voices.count(accounts) / _SHARE
    found = [
        Part(actor_id=actor_id, role=role, name=_fullest([party.name for _, party in told]))
        for actor_id, told in named.items()
        if voices.count(account for account, _ in told) >= least
        for role in _roles(told, type_, voices)
    ]
    kinds = {actor_id: told[0][1].kind for actor_id, told in named.items()}
    filled = {part.role for part in found if kinds[part.actor_id] != "unnamed"}
    several = len(accounts) > 1  # one article's account stays as it is
    return tuple(
        sorted(p for p in found if kinds[p.actor_id] != "unnamed" or p.role not in filled or not several)
    )


def _roles(told: Sequence[tuple[Account, Party]], type_: str, voices: Voices) -> list[Role]:
    """The roles that most voices give it, those of the event's own type before others; several if one article
    gives several."""
    of_type = [(account, party) for account, party in told if account.type == type_] or list(told)
    by_role: dict[Role, list[Account]] = defaultdict(list)
    for account, party in of_type:
        by_role[party.role].append(account)
    most = max(voices.count(accounts) for accounts in by_role.values())
    return sorted(role for role, accounts in by_role.items() if voices.count(accounts) == most)


def _fullest(names: Sequence[str]) -> str:
    """The one with most words, then the most frequent, then the longest."""
    counted = Counter(names)
    return min(counted, key=lambda name: (-len(name.split()), -counted[name], -len(name), name))
