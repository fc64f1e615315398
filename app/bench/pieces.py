"""A piece of a made-up decade: some thousand events with the articles that tell of them, as rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from app.bench.chance import uuid7, zipf
from app.bench.happenings import Happening, happening
from app.bench.phrases import phrases
from app.bench.plan import Plan, piece_of
from app.bench.telling import Account, account
from app.bench.world import World

_REPORTS = zipf(range(1, 41), 2.4)  # of an event; 1.9 at the mean
_REPORTS_AN_ARTICLE = 2.5
_APART = 60  # articles that come in between two that tell of the same event, at most


@dataclass(slots=True, kw_only=True)
class Told:
    """An article; its text grows with the reports that it is made of."""

    id: str
    outlet: str
    published: datetime
    ingested: datetime
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> tuple[int, int]:
        """The paragraph's number, and where in the article's text it begins."""
        start = self.length + 2 * bool(self.paragraphs)
        self.paragraphs.append(text)
        self.length = start + len(text)
        return len(self.paragraphs) - 1, start

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A report: what an article says of an event, in its paragraph ``position``, which begins at ``start``."""

    id: str
    article: Told
    position: int
    start: int
    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    id: str
    happening: Happening
    reports: Sequence[Said]  # as they came in

    @property
    def created(self) -> datetime:
        return self.reports[0].article.ingested

    @property
    def updated(self) -> datetime:
        return self.reports[-1].article.ingested


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    articles: Sequence[Told]
    events: Sequence[Event]


def piece(world: World, plan: Plan, number: int) -> Piece:
    """The same for the same plan, whoever makes it and in whatever order."""
    chance = Random(f"piece {plan.seed} {number}")
    numbers = piece_of(plan, number)
    counts = [_REPORTS.draw(chance) for _ in numbers]
    many = max(1, round(sum(counts) / _REPORTS_AN_ARTICLE))
    shares = [(numbers.start + len(numbers) * n / many) / plan.events for n in range(many)]
    articles = [_article(world, plan.moment(share), chance) for share in shares]
    events = [
        _event(world, plan, articles, place * many // len(numbers), count, chance)
        for place, count in enumerate(counts)
    ]
    return Piece(
        articles=[article for article in articles if article.paragraphs],
        events=sorted(events, key=lambda event: event.id),
    )


def _article(world: World, published: datetime, chance: Random) -> Told:
    ingested = published + timedelta(seconds=30 + chance.random() * 570)
    id_ = uuid7(chance, int(ingested.timestamp() * 1000))
    return Told(id=id_, outlet=world.outlets.draw(chance), published=published, ingested=ingested)


def _event(
    world: World, plan: Plan, articles: Sequence[Told], first: int, count: int, chance: Random
) -> Event:
    """Told of by the article ``first`` and some after it; by fewer than ``count`` at the end of the piece."""
    found = happening(world, plan, articles[first].published, chance)
    reports: dict[str, Said] = {}
    at = first
    for _ in range(count):
        if at >= len(articles):
            break
        said = _said(found, articles[at], chance)
        reports[said.article.id] = said
        at += chance.randint(1, _APART)
    said_so = sorted(reports.values(), key=lambda said: said.article.ingested)
    id_ = uuid7(chance, int(said_so[0].article.ingested.timestamp() * 1000))
    return Event(id=id_, happening=found, reports=said_so)


def _said(event: Happening, article: Told, chance: Random) -> Said:
    told = account(event, phrases(), chance)
    position, start = article.add(told.text)
    article.title = article.title or told.summary
    id_ = uuid7(chance, int(article.ingested.timestamp() * 1000))
    return Said(id=id_, article=article, position=position, start=start, account=told)
