"""Every filter over every surface, and the tests of merging, editing and walking, on tables parted by month."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.config import Settings
from app.db import create_engine, session_maker
from tests.api import test_surfaces
from tests.api.conftest import serving
from tests.conftest import clone, drop, fetch
from tests.partitions.conftest import aged, part
from tests.questions.stored import store_events
from tests.questions.world import Made, events
from tests.store import test_editing, test_one_event, test_walks
from tests.store.conftest import tell, tell_merged

__all__ = ["tell", "tell_merged"]

MONTHS = 6


@pytest.fixture(scope="module")
def asked(
    server_url: str, template_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, list[Made]]]:
    """In place of the one in tests/api/conftest.py: the same events, made in different months, then parted."""
    url = clone(server_url, "questions_parted", template="migrated")
    settings = Settings(database_url=url, data_dir=tmp_path_factory.mktemp("questions_parted"))
    world = in_different_months(events(seed=3))
    asyncio.run(store(settings, world))
    part(url)
    with serving(settings) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client, world
    drop(server_url, url)


def in_different_months(world: list[Made]) -> list[Made]:
    ids = aged([made.id for made in world], MONTHS)
    return [replace(made, id=id_) for made, id_ in zip(world, ids, strict=True)]


async def store(settings: Settings, world: list[Made]) -> None:
    engine = create_engine(str(settings.database_url), settings)
    async with session_maker(engine)() as session:
        await store_events(session, world)
        await session.execute(text("analyze"))
    await engine.dispose()


def borrowed(module: ModuleType) -> dict[str, Any]:
    """The tests of ``module`` under names that no other has, and its fixtures under their own."""
    kind = type(pytest.fixture(lambda: None))
    room = module.__name__.rpartition(".test_")[2]
    found = {}
    for name, value in vars(module).items():
        if isinstance(value, kind):
            found[name] = value
        elif name.startswith("test_") and callable(value):
            found[f"test_{room}_{name.removeprefix('test_')}"] = value
    return found


for _module in (test_surfaces, test_one_event, test_editing, test_walks):
    for _name, _value in borrowed(_module).items():
        assert globals().get(_name, _value) is _value, f"two modules have {_name}"
        globals()[_name] = _value


def test_they_run_on_partitions(database_url):
    kind = fetch(database_url, "select relkind::text from pg_class where relname = 'events'")[0][0]
    assert kind == "p"
