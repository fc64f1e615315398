import random

import pytest
import pytest_asyncio
from sqlalchemy import text

from app.errors import Invalid
from app.models import ActorName, PlaceName
from app.names.fold import fold, latin
from app.schemas.lookup import ActorQuery, PlaceQuery
from app.store.lookup import STAGES, look_up
from app.store.naming import Owner
from tests.store.named import person, store_actors, store_places

PEOPLE = [
    person("Abbas Araghchi", "Araghchi", "Araqchi", "عباس عراقچی"),
    person("Abbas Example", country="IQ"),
    person("Vladimir Putin", "Putin", "Владимир Путин", country="RU"),
    person("Volodymyr Zelenskyy", "Zelensky", country="UA"),
    person("Muammar Gaddafi", "Gaddafi", country="LY"),
    person("Benjamin Netanyahu", "Netanyahu", country="IL"),
    person("United Nations", "UN", "U.N.", country=None, kind="body"),
    person("United Nations Development Programme", "UNDP", country=None, kind="body"),
    person("Iran", "Islamic Republic of Iran", "إيران", "Иран", "伊朗", kind="country"),
    person("Iraq", "العراق", country="IQ", kind="country"),
    person("Iranian parliament", "Majlis", kind="body"),
]
WEIGHTS = {
    PEOPLE[0].id: 30,
    PEOPLE[1].id: 40,
    PEOPLE[7].id: 500,
    PEOPLE[6].id: 90,
    PEOPLE[8].id: 100,
    PEOPLE[9].id: 200,
    PEOPLE[10].id: 900,
}


@pytest_asyncio.fixture
async def known(session):
    await store_actors(session, PEOPLE, WEIGHTS)
    return session


async def found(session, q=None, **fields):
    page = await look_up(session, ActorQuery(q=q, **fields), ActorName)
    return [(hit.owner_id.rpartition(":")[2], STAGES[hit.stage]) for hit in page.items]


TYPED = [
    ("arag", [("abbas-araghchi", "prefix")]),
    ("abbas ar", [("abbas-araghchi", "prefix")]),
    ("ABBAS", [("abbas-example", "prefix"), ("abbas-araghchi", "prefix")]),
    ("عباس", [("abbas-araghchi", "prefix")]),
    ("عراقچ", [("abbas-araghchi", "prefix")]),
    ("un", [("united-nations", "exact"), ("united-nations-development-programme", "prefix")]),
    ("U.N", [("united-nations", "exact"), ("united-nations-development-programme", "prefix")]),
    ("ira", [("iranian-parliament", "prefix"), ("iraq", "prefix"), ("iran", "prefix")]),
    ("iran", [("iran", "exact"), ("iranian-parliament", "prefix")]),
    ("Иран", [("iran", "exact"), ("iranian-parliament", "prefix")]),  # read in Latin letters as well
    ("ايران", [("iran", "exact")]),
    ("伊", [("iran", "prefix")]),
    ("Путин", [("vladimir-putin", "prefix")]),
    ("of iran", []),
    ("!?", []),
    ("%", []),
    ("ir_n", []),
]


@pytest.mark.parametrize(("q", "wanted"), TYPED, ids=[q for q, _ in TYPED])
async def test_what_is_typed_finds_what_is_meant(known, q, wanted):
    hits = await found(known, q)
    assert hits[: len(wanted)] == wanted
    assert {stage for _, stage in hits[len(wanted) :]} <= {"similar"}


MISSPELLED = [
    ("netanyaho", "benjamin-netanyahu"),
    ("netanjahu", "benjamin-netanyahu"),
    ("qadhafi", "muammar-gaddafi"),
    ("zelinsky", "volodymyr-zelenskyy"),
    ("zelenski", "volodymyr-zelenskyy"),
    ("vladmir putin", "vladimir-putin"),
    ("putin vladimir", "vladimir-putin"),
    ("aragchi", "abbas-araghchi"),
    ("unitd nations", "united-nations"),
    ("Нетаньяху", "benjamin-netanyahu"),
    ("نتنياهو", "benjamin-netanyahu"),
]


@pytest.mark.parametrize(("q", "wanted"), MISSPELLED, ids=[q for q, _ in MISSPELLED])
async def test_spelling_is_forgiven(known, q, wanted):
    assert (await found(known, q))[0] == (wanted, "similar")


async def test_two_letters_are_not_guessed_at(known):
    assert await found(known, "zx") == []


async def test_where_enough_begins_so_nothing_else_is_meant(session):
    await store_actors(session, [person(f"Karim {word}") for word in "ABCDEFGH"] + [person("Carim X")], {})
    assert {stage for _, stage in await found(session, "karim")} == {"prefix"}
    assert {stage for _, stage in await found(session, "karim a")} == {"exact", "similar"}


FILTERED = [
    ({"q": "abbas", "country": ["IQ"]}, ["abbas-example"]),
    ({"q": "ira", "kind": ["country"]}, ["iraq", "iran"]),
    ({"q": "iran", "kind": ["body"]}, ["iranian-parliament"]),
    ({"kind": ["country"]}, ["iraq", "iran"]),
    ({"kind": ["country"], "sort": "name"}, ["iran", "iraq"]),
    ({"country": ["RU", "UA"], "sort": "name"}, ["vladimir-putin", "volodymyr-zelenskyy"]),
    ({"q": "zelinsky", "country": ["RU"]}, []),
]


@pytest.mark.parametrize(("fields", "wanted"), FILTERED, ids=str)
async def test_kinds_and_countries(known, fields, wanted):
    assert [id_ for id_, _ in await found(known, **fields)] == wanted


async def test_the_name_that_was_found_is_told(known):
    page = await look_up(known, ActorQuery(q="majl"), ActorName)
    assert [(hit.name, hit.weight) for hit in page.items] == [("Majlis", 900)]


async def test_a_cursor_of_another_question_is_refused(known):
    first = await look_up(known, ActorQuery(q="ira", limit=1), ActorName)
    with pytest.raises(Invalid, match="another query"):
        await look_up(known, ActorQuery(q="iran", limit=1, cursor=first.cursor), ActorName)


SYLLABLES = ["ka", "mo", "ri", "al ", "ben ", "zu", "ta", "né", "ход", "си", "بن ", "را", "x"]


def invented(number, seed=11):
    rnd = random.Random(seed)
    for n in range(number):
        names = [
            "".join(rnd.choices(SYLLABLES, k=rnd.randint(2, 6))).strip() for _ in range(rnd.randint(1, 3))
        ]
        country = rnd.choice(["IR", "IQ", "TV", None])
        yield Owner(
            id=f"geonames:{n}",
            kind=rnd.choice(["city", "site"]),
            country=country,
            name=names[0],
            others=tuple(names[1:]),
        )


def naive(owners, weights, q, precision, country):
    """Owners of which a name is what was typed, then of which a word begins so, by weight and id."""
    typed = fold(q)
    starts = {typed, latin(typed)} - {""}

    def rank(one):
        whole = [fold(name) for name in (one.name, *one.others)]
        tails = [" ".join(name.split()[at:]) for name in whole for at in range(len(name.split()))]
        tails = [tail for tail in tails if tail in whole or tail.split()[0] != "al"]
        if typed in whole:
            return 0
        return 1 if any(tail.startswith(start) for tail in tails for start in starts) else None

    fits = [
        one
        for one in owners
        if (not precision or one.kind in precision) and (not country or one.country in country)
    ]
    ranked = [(rank(one), -weights[one.id], one.id) for one in fits if rank(one) is not None]
    return [id_ for _, _, id_ in sorted(ranked)]


async def test_pages_give_what_a_naive_search_gives(session):
    owners, rnd = list(invented(3000)), random.Random(4)
    weights = {one.id: rnd.choice([0, 0, 1, 5, 5, 70, 1200]) for one in owners}
    await store_places(session, owners, weights)
    await session.execute(text("analyze place_names"))
    for _ in range(120):
        name = rnd.choice(owners).name
        q = name[: rnd.randint(1, len(name))]
        fields = {
            "precision": rnd.choice([[], [], ["city"]]),
            "country": rnd.choice([[], [], ["TV"], ["IR", "IQ"]]),
        }
        wanted = naive(owners, weights, q, **fields)
        hits = await walk(
            session, q=q, limit=rnd.choice([1, 7, 50, 1000]) if len(wanted) < 60 else 200, **fields
        )
        assert [hit.owner_id for hit in hits if hit.stage < 2] == wanted, (q, fields)
        similar = [hit.owner_id for hit in hits if hit.stage == 2]
        assert len(set(similar)) == len(similar)
        assert not set(similar) & set(wanted)
        assert not similar or len(wanted) < 5


async def walk(session, **fields):
    """All pages."""
    hits, cursor = [], None
    while True:
        page = await look_up(session, PlaceQuery(**fields, cursor=cursor), PlaceName)
        hits += page.items
        assert len(page.items) <= fields["limit"]
        assert page.count.exact == (cursor is None and page.cursor is None)
        if page.cursor is None:
            return hits
        cursor = page.cursor


@pytest.mark.parametrize("sort", ["name", "-events"])
async def test_without_anything_typed_all_are_listed_once(session, sort):
    owners, rnd = list(invented(300)), random.Random(4)
    weights = {one.id: rnd.choice([0, 1, 5]) for one in owners}
    await store_places(session, owners, weights)
    hits = await walk(session, sort=sort, limit=7)
    if sort == "name":
        wanted = sorted(owners, key=lambda one: (fold(one.name).encode(), one.id))
    else:
        wanted = sorted(owners, key=lambda one: (-weights[one.id], one.id))
    assert [hit.owner_id for hit in hits] == [one.id for one in wanted]
