"""Looking actors and places up as somebody types: by what they are called, then by how often they are in events.

Three stages, each asked only while the page is not full: names that are what was typed, names of which a word begins
with it, and names that are spelled nearly so.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, literal, or_, select, tuple_, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from app.names.fold import fold, latin, skeleton
from app.names.writings import OTHER, USUAL
from app.schemas.events import Count
from app.schemas.lookup import LookUpQuery, Match
from app.store import cursors
from app.store.events import Listed

STAGES: tuple[Match, ...] = ("exact", "prefix", "similar")
_SIMILAR = STAGES.index("similar")
_LISTED = -1  # found by nothing, as nothing was typed
_LAST = "\U0010ffff"  # no name goes on with it
_FEWEST = 3  # letters from which on spelling is forgiven
_ENOUGH = 5  # found as it was typed, nobody is asked whether something else was meant
_LIKE = 0.4  # least likeness, 0 to 1
_SOUNDS_SO = 0.3  # what the same consonants add to the likeness of trigrams; two of them say little
_ALIKE = 200  # names of the same consonants that are compared, those most in events
_NEAR = 60  # names of a spelling like it that are shown at most; further ones are like anything


class Hit(NamedTuple):
    """An owner found: by which of its names, at which stage, how near (0 to 10) and how often it is in events."""

    owner_id: str
    name: str
    stage: int
    near: int
    weight: int
    part: str = ""  # the usual name, folded: where a list by name goes on


class After(NamedTuple):
    """The hit that the page comes after."""

    stage: int
    near: int
    weight: int
    part: str
    owner_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed, made comparable, and which rows of ``names`` may answer."""

    names: Any
    folded: str
    latin: str
    skeleton: str
    kinds: tuple[str, ...]
    country: tuple[str, ...]

    @property
    def held(self) -> list[ColumnElement[bool]]:
        return _held(self, self.names)

    def begins(self) -> ColumnElement[bool]:
        """A word of the name begins with it; what is typed in another script is also read in Latin letters."""
        typed = _between(self.names.part, self.folded)
        if self.latin in ("", self.folded):
            return typed
        return or_(typed, _between(self.names.part, self.latin))

    def is_it(self) -> ColumnElement[bool]:
        return and_(self.names.part == self.folded, self.names.rank <= OTHER)


async def look_up(session: AsyncSession, wanted: LookUpQuery, names: Any) -> Listed[Hit]:
    """A page of owners of ``names`` (`ActorName` or `PlaceName`). Raises Invalid for a cursor that is not its own."""
    after = await _after(session, wanted)
    found = await (_typed if wanted.q else _all)(session, wanted, names, after)
    page = found[: wanted.limit]
    cursor = None
    if len(found) > wanted.limit:
        last = page[-1]
        cursor = await cursors.encode(
            session, wanted, *map(str, (last.stage, last.near, last.weight, last.part, last.owner_id))
        )
    # Counting on would cost more than the answer: whoever types reads the first lines.
    exact = cursor is None and after is None
    return Listed(page, cursor, Count(value=len(page), exact=exact))


async def _after(session: AsyncSession, wanted: LookUpQuery) -> After | None:
    if wanted.cursor is None:
        return None
    return After(*await cursors.decode(session, wanted, wanted.cursor, int, int, int, str, str))


async def _typed(session: AsyncSession, wanted: LookUpQuery, names: Any, after: After | None) -> list[Hit]:
    asked = _asked(wanted, names)
    found: list[Hit] = []
    if not asked.folded:
        return found
    for stage in range(len(STAGES)):
        if (after and after.stage > stage) or len(found) > wanted.limit:
            continue
        if stage == _SIMILAR and not await _forgiving(session, asked, after, found):
            break
        here = after if after and after.stage == stage else None
        rows = await session.execute(_query(stage, asked, here, wanted.limit + 1 - len(found)))
        found += [Hit(row.owner_id, row.name, stage, int(row.near), row.weight) for row in rows]
    return found


async def _forgiving(session: AsyncSession, asked: Asked, after: After | None, found: list[Hit]) -> bool:
    """True if what was typed may be meant for something else: too little begins so. The same on every page."""
    if len(asked.latin) < _FEWEST:
        return False
    if after is None or after.stage == _SIMILAR:
        return len(found) < _ENOUGH
    some = select(asked.names.owner_id).where(asked.begins(), *asked.held).distinct().limit(_ENOUGH)
    return (await session.scalar(select(func.count()).select_from(some.subquery())) or 0) < _ENOUGH


def _asked(wanted: LookUpQuery, names: Any) -> Asked:
    folded = fold(wanted.q or "")
    plain = latin(folded)
    return Asked(
        names=names,
        folded=folded,
        latin=plain,
        skeleton=skeleton(plain),
        kinds=tuple(wanted.kinds),
        country=tuple(wanted.country),
    )


@lru_cache(maxsize=500)  # many type the same: a statement takes longer to make than to ask
def _query(stage: int, asked: Asked, after: After | None, limit: int) -> Select[Any]:
    return (_exact, _prefix, _similar)[stage](asked, after, limit)


def _held(wanted: LookUpQuery | Asked, names: Any) -> list[ColumnElement[bool]]:
    return [
        *([names.kind.in_(wanted.kinds)] if wanted.kinds else []),
        *([names.country.in_(wanted.country)] if wanted.country else []),
    ]


def _between(column: Any, start: str) -> ColumnElement[bool]:
    """Begins with ``start``, as a stretch of an index in the order of bytes."""
    return and_(column >= start, column < start + _LAST)


def _exact(asked: Asked, after: After | None, limit: int) -> Select[Any]:
    names = asked.names
    query = select(names.owner_id, names.name, names.weight, literal(10).label("near"))
    query = query.where(asked.is_it(), *asked.held, *_behind(names, after))
    return query.order_by(names.weight.desc(), names.owner_id).limit(limit)


def _prefix(asked: Asked, after: After | None, limit: int) -> Select[Any]:
    """Keys first, from an index alone and in its order; the names of the few that are shown after."""
    names = asked.names
    best = func.substr(func.min(cast(names.rank, Text) + names.part), 2)  # a rank is one digit
    keys = select(names.owner_id, best.label("part")).where(asked.begins(), *asked.held)
    keys = keys.where(names.owner_id.not_in(select(names.owner_id).where(asked.is_it())))
    keys = keys.where(*_behind(names, after)).group_by(names.weight, names.owner_id)
    few = keys.order_by(names.weight.desc(), names.owner_id).limit(limit).subquery()
    query = select(names.owner_id, names.name, names.weight, literal(10).label("near"))
    query = query.join(few, and_(names.owner_id == few.c.owner_id, names.part == few.c.part))
    return query.order_by(names.weight.desc(), names.owner_id)


def _behind(names: Any, after: After | None) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    same = names.owner_id > after.owner_id
    return [names.weight <= after.weight, or_(names.weight < after.weight, same)]


def _similar(asked: Asked, after: After | None, limit: int) -> Select[Any]:
    """By the trigrams of whole names and by the consonants of any end of one, ranked together in steps of a tenth."""
    near = union_all(*_near(asked)).subquery()
    place: Any = func.row_number().over(
        partition_by=near.c.owner_id, order_by=[near.c.score.desc(), near.c.name]
    )
    best = select(near, place.label("place")).where(near.c.score >= _LIKE)
    best = best.where(near.c.owner_id.not_in(select(asked.names.owner_id).where(asked.begins())))
    one = best.subquery()
    step = func.round(func.least(one.c.score, 1) * 10)
    steps = (
        select(one.c.owner_id, one.c.name, one.c.weight, step.label("near"))
        .where(one.c.place == 1)
        .subquery()
    )
    key = tuple_(-steps.c.near, -steps.c.weight, steps.c.owner_id)
    query = select(steps).order_by(*key).limit(_NEAR)
    if after is None:
        return query.limit(min(limit, _NEAR))
    rest = query.subquery()
    key = tuple_(-rest.c.near, -rest.c.weight, rest.c.owner_id)
    return select(rest).where(key > (-after.near, -after.weight, after.owner_id)).order_by(*key).limit(limit)


def _near(asked: Asked) -> list[Select[Any]]:
    names, typed = asked.names, literal(asked.latin)
    like = (func.similarity(names.latin, typed) + 2 * func.word_similarity(typed, names.latin)) / 3
    columns = (names.owner_id, names.name, names.weight)
    spelled = select(*columns, like.label("score")).where(
        typed.op("<%")(names.latin), names.rank <= OTHER, *asked.held
    )
    sound = (
        select(*columns, names.latin)
        .where(names.skeleton == asked.skeleton, *asked.held)
        .order_by(names.weight.desc())
        .limit(_ALIKE)
        .subquery()
    )
    like = (func.similarity(sound.c.latin, typed) + 2 * func.word_similarity(typed, sound.c.latin)) / 3
    more = _SOUNDS_SO if len(asked.skeleton) > 2 else 0
    sounding = select(sound.c.owner_id, sound.c.name, sound.c.weight, (like + more).label("score"))
    return [spelled, sounding]


async def _all(session: AsyncSession, wanted: LookUpQuery, names: Any, after: After | None) -> list[Hit]:
    """Without anything typed: everything, by name or by how often it is in events."""
    query = select(names.owner_id, names.name, names.weight, names.part).where(names.rank == USUAL)
    query = query.where(*_held(wanted, names))
    if wanted.sort == "name":
        if after:
            query = query.where(tuple_(names.part, names.owner_id) > (after.part, after.owner_id))
        query = query.order_by(names.part, names.owner_id)
    else:
        query = query.where(*_behind(names, after)).order_by(names.weight.desc(), names.owner_id)
    rows = await session.execute(query.limit(wanted.limit + 1))
    return [Hit(row.owner_id, row.name, _LISTED, 0, row.weight, row.part) for row in rows]


def stage_name(stage: int) -> Match | None:
    """How the API calls a hit's stage; None where nothing was typed."""
    return None if stage == _LISTED else STAGES[stage]
