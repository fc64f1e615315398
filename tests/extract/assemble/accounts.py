"""Accounts made by hand, for tests of merging that need no parser."""

from datetime import date

from app.extract.assemble import Account
from app.extract.records import ActorMention, Place, Role, Status, Toll, Trigger, When
from app.extract.who import Part


def day(number: int) -> When:
    on = date(2024, 11, number)
    return When(first=on, last=on, precision="day", basis="explicit", text="that day", start=0, end=8)


def place(name: str, country: str = "UA", geonames_id: int | None = None) -> Place:
    return Place(
        sentence=0, start=0, end=len(name), name=name, canonical_name=name, country=country, admin1=None,
        geonames_id=geonames_id, latitude=None, longitude=None, precision="city",
    )  # fmt: skip


def part(role: Role, entity: int) -> Part:
    mention = ActorMention(
        sentence=0, token=entity, start=entity, end=entity + 1, kind="country", entity=entity
    )
    return Part(role=role, mention=mention, entity=entity)


def account(
    kind: str = "strike",
    *,
    sentence: int = 0,
    word: str = "strike",
    parts: tuple[Part, ...] = (),
    when: When | None = None,
    where: Place | None = None,
    killed: int | None = None,
    status: Status = "happened",
    score: float = 0.8,
) -> Account:
    trigger = Trigger(
        sentence=sentence, token=2, start=10 * sentence, end=10 * sentence + 5, type=kind, status=status, score=score,
        via="test",
    )  # fmt: skip
    return Account(
        trigger=trigger, word=word, noun=True, definite=False, paragraph=sentence, parts=parts, when=when, where=where,
        toll=Toll(killed=killed, injured=None), teller=(),
    )  # fmt: skip
