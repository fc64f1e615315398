"""An account made ready for many comparisons: what each needs is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.extract.taxonomy import MUTUAL
from app.merging.records import Account, Party
from app.merging.words import Rarity, content_words

_OWN = frozenset({"explicit", "relative"})  # the article itself gives the day


@dataclass(frozen=True, slots=True)
class Bag:
    """Things that may be shared, with how much sharing each says."""

    keys: frozenset[str]
    weights: Mapping[str, float]
    total: float

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Bag:
        return cls(frozenset(weights), weights, sum(weights[key] for key in sorted(weights)))

    def shared(self, other: Bag) -> float:
        """Weight of what both have; the smaller one is walked."""
        weights = self.weights
        return sum([weights[key] for key in self.keys & other.keys])


@dataclass(frozen=True, slots=True)
class Profile:
    account: Account
    doers: Bag  # sources and participants, by id and by the words of their names
    targets: Bag
    parties: Bag
    persons: frozenset[str]  # surnames of the people among the doers
    states: frozenset[str]  # whose people do violence here; empty where nobody does, or both sides do
    words: Bag
    context: Bag
    title: Bag
    salience: float  # 0..1, how much of the article's title the account's words hold; nought without a title
    first: int | None  # proleptic ordinals of the days
    last: int | None
    own_date: bool
    fine: bool  # a day, not a month or a year
    published: int | None

    @property
    def dated(self) -> bool:
        """The article itself gives the day."""
        return self.own_date and self.fine


def profile_of(account: Account, rarity: Rarity) -> Profile:
    parties = account.parties
    words, title = _words(account.words, rarity), _words(content_words(account.title or ""), rarity)
    return Profile(
        account=account,
        doers=_parties((p for p in parties if p.role != "target"), rarity),
        targets=_parties((p for p in parties if p.role == "target"), rarity),
        parties=_parties(parties, rarity),
        persons=frozenset(
            _surname(p.name) for p in parties if p.kind == "person" and p.role != "target" and p.name
        ),
        states=_states(account),
        words=words,
        context=_words(account.context, rarity),
        title=title,
        salience=words.shared(title) / title.total if title.total else 0.0,
        first=account.first.toordinal() if account.first else None,
        last=account.last.toordinal() if account.last else None,
        own_date=account.date_basis in _OWN,
        fine=account.date_precision == "day",
        published=account.published.toordinal() if account.published else None,
    )


def _states(account: Account) -> frozenset[str]:
    if account.family != "conflict" or account.type in MUTUAL:
        return frozenset()
    return frozenset(p.country for p in account.parties if p.role == "source" and p.country)


def _parties(parties: Iterable[Party], rarity: Rarity) -> Bag:
    weights: dict[str, float] = {}
    for party in parties:
        weights[party.actor_id] = rarity.actor(party.actor_id)
        if party.country:
            weights["country:" + party.country] = rarity.actor("country:" + party.country)
        for word in content_words(party.name):
            weights["name " + word] = rarity.word(word) / 2
    return Bag.of(weights)


def _words(stems: Iterable[str], rarity: Rarity) -> Bag:
    return Bag.of({stem: rarity.word(stem) for stem in stems})


def _surname(name: str) -> str:
    return name.casefold().split()[-1]
