"""Who speaks: outlets, with syndicated copies counted as the words of whoever wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from app.merging.records import Account

T = TypeVar("T", bound=Hashable)


class Voices:
    """Tells for the accounts of one event whose voice each is."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts = {account.article_id: account for account in accounts}

    def of(self, account: Account) -> str | UUID:
        """The outlet that wrote it; where no outlet is named, the article. A copy's is its original's, and copies
        whose original tells nothing here share one voice."""
        if account.copy_of is None:
            return outlet(account)
        original = self._accounts.get(account.copy_of)
        return account.copy_of if original is None else outlet(original)

    def count(self, accounts: Iterable[Account]) -> int:
        return len({self.of(account) for account in accounts})

    def last_words(self, accounts: Iterable[Account]) -> list[Account]:
        """The latest account of each voice, earliest published first: who corrects himself speaks once."""
        latest: dict[str | UUID, Account] = {}
        for account in sorted(accounts, key=moment):
            latest[self.of(account)] = account
        return sorted(latest.values(), key=moment)

    def groups(
        self, accounts: Sequence[Account], key: Callable[[Account], T | None]
    ) -> list[tuple[T, list[Account]]]:
        """Accounts by the value they give, most voices first, then the surest, then the first published. Those
        that give none are left out."""
        found: dict[T, list[Account]] = defaultdict(list)
        for account in sorted(accounts, key=moment):
            value = key(account)
            if value is not None:
                found[value].append(account)
        return sorted(
            found.items(),
            key=lambda item: (-self.count(item[1]), -max(a.confidence for a in item[1]), moment(item[1][0])),
        )


def outlet(account: Account) -> str | UUID:
    return account.source.casefold() if account.source else account.article_id


def outlets(accounts: Iterable[Account]) -> int:
    """Outlets that tell of it, copies and all; an article that names none counts for itself."""
    return len({outlet(account) for account in accounts})


def moment(account: Account) -> tuple[float, str]:
    """Sorts accounts by publication; the id makes the order total."""
    return (account.published.timestamp() if account.published else 0.0, str(account.report_id))
