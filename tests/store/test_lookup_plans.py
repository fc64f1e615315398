"""Which index answers what is typed, over 120,000 rows of names in which some letters and kinds are far commoner."""

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.dialects import postgresql

from app.db import plain_dsn
from app.models import ActorName
from app.schemas.lookup import ActorQuery
from app.store import lookup
from app.store.naming import Owner, name_rows
from tests.conftest import TEMPLATE, clone, drop

COLUMNS = ("owner_id", "part", "name", "latin", "skeleton", "rank", "kind", "country", "weight")
OWNERS = 60_000
FIRST = ["Mohammed", "Maria", "Ali", "Anna", "Wei", "Ivan", "Juan", "Fatima", "Olga", "Chen"]


@pytest.fixture(scope="module")
def plans(server_url, template_url):
    url = clone(server_url, f"test_{uuid4().hex}", template=TEMPLATE)

    def run(work):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(lambda: asyncio.run(work())).result()

    async def load():
        connection = await asyncpg.connect(plain_dsn(url))
        await connection.execute("alter table actor_names drop constraint fk_actor_names_owner_id_actors")
        rows = [tuple(row[name] for name in COLUMNS) for row in invented()]
        await connection.copy_records_to_table("actor_names", records=rows, columns=COLUMNS)
        await connection.execute("vacuum analyze actor_names")
        await connection.close()
        return len(rows)

    assert run(load) >= 120_000

    def plan(build, **fields):
        query = build(lookup._asked(ActorQuery(**fields), ActorName), None, 11)
        text = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))

        async def explain():
            connection = await asyncpg.connect(plain_dsn(url))
            rows = await connection.fetch(f"explain (analyze, buffers) {text.replace('%%', '%')}")
            await connection.close()
            return "\n".join(row[0] for row in rows)

        return run(explain)

    yield plan
    drop(server_url, url)


def invented():
    rnd = random.Random(2)
    for n in range(OWNERS):
        last = "".join(
            rnd.choices("bcdfgklmnprstvz", k=1) + rnd.choices(["a", "ri", "no", "ste", "lu", "k"], k=3)
        )
        name = f"{rnd.choice(FIRST)} {last}".title()
        owner = Owner(
            id=f"person:{n}",
            kind="person" if n % 500 else "group",
            country="IR" if n % 3 == 0 else "TV" if n % 20_000 == 1 else "FR",
            name=name,
            others=(),
        )
        weight = int(OWNERS / (n + 1))
        yield from (row | {"weight": weight} for row in name_rows(owner))


def pages(plan):
    """Blocks that the whole statement touched."""
    first = next(line for line in plan.splitlines() if "Buffers:" in line)
    return sum(int(part.partition("=")[2]) for part in first.split() if "=" in part)


CASES = [
    # what many names begin with: along the weights, until the page is full
    ("a common letter", lookup._prefix, {"q": "m"}, "ix_actor_names_weight", 400),
    ("a common name", lookup._prefix, {"q": "mohammed"}, "ix_actor_names_weight", 400),
    # what few begin with: along the alphabet
    ("a rare name", lookup._prefix, {"q": "zastelu"}, "ix_actor_names_part", 2000),
    ("nobody's name", lookup._prefix, {"q": "xyz"}, "ix_actor_names_part", 20),
    ("another script", lookup._prefix, {"q": "застелу"}, "ix_actor_names_part", 2000),
    ("exactly a name", lookup._exact, {"q": "maria zastelu"}, "ix_actor_names_part", 20),
    # skew: a country with a third of all, one with three; a kind of one in five hundred
    ("a common country", lookup._prefix, {"q": "m", "country": ["IR"]}, "ix_actor_names_weight", 600),
    ("a rare country", lookup._prefix, {"q": "m", "country": ["TV"]}, "ix_actor_names_country", 100),
    ("a rare kind", lookup._prefix, {"q": "m", "kind": ["group"]}, "ix_actor_names_kind", 600),
    ("a misspelled name", lookup._similar, {"q": "mohamed zastelku"}, "ix_actor_names_latin", 6000),
    ("its consonants", lookup._similar, {"q": "mohamed zastelku"}, "ix_actor_names_skeleton", 6000),
]


@pytest.mark.parametrize(
    ("build", "fields", "index", "most"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_an_index_answers(plans, build, fields, index, most):
    plan = plans(build, **fields)
    assert index in plan, plan
    assert "Seq Scan" not in plan, plan
    assert pages(plan) <= most, plan
