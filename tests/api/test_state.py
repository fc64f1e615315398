"""A handler's session: committed before the answer goes out, or not at all."""

import httpx
import pytest
import uvicorn
from sqlalchemy import text

from app.api.state import SessionDep
from app.main import create_app
from tests.api.conftest import served
from tests.conftest import execute, fetch


@pytest.fixture
def address(settings, database_url):
    """An API with two more paths: one that cannot be committed, one that breaks after it wrote."""
    execute(
        database_url,
        "create table parent (id int primary key)",
        "create table child (id int references parent deferrable initially deferred)",
    )
    app = create_app(settings)

    @app.post("/late")
    async def late(session: SessionDep) -> str:
        await session.execute(text("insert into child values (1)"))
        return "stored"

    @app.post("/broken")
    async def broken(session: SessionDep) -> str:
        await session.execute(text("insert into parent values (1)"))
        raise RuntimeError("broken")

    @app.post("/good")
    async def good(session: SessionDep) -> str:
        await session.execute(text("insert into parent values (2)"))
        return "stored"

    with served(uvicorn.Config(app, port=0, log_level="critical", lifespan="on")) as address:
        yield address


def rows(database_url):
    return [tuple(row) for row in fetch(database_url, "select id from parent union all select id from child")]


def test_a_commit_that_fails_is_not_answered_with_success(address, database_url):
    answer = httpx.post(f"{address}/late")
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:dateline:problem:conflict"
    assert rows(database_url) == []


def test_a_handler_that_breaks_leaves_nothing_behind(address, database_url):
    answer = httpx.post(f"{address}/broken")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:dateline:problem:internal-error")
    assert "broken" not in answer.text
    assert rows(database_url) == []


def test_what_was_answered_is_committed(address, database_url):
    assert httpx.post(f"{address}/good").status_code == 200
    assert rows(database_url) == [(2,)]
