"""How many rows Postgres' planner takes a query for: what a count costs that nobody needs to the last row."""

import json
from typing import Any

from sqlalchemy import Executable, Select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement


class Explain(Executable, ClauseElement):
    """EXPLAIN of a query with the values that it is asked with; ``options`` such as "ANALYZE" run it."""

    inherit_cache = False

    def __init__(self, query: Select[Any], *options: str) -> None:
        self.query = query
        self.options = ", ".join(("FORMAT JSON", *options))


@compiles(Explain)
def _explain(element: Explain, compiler: Any, **options: Any) -> str:
    return f"EXPLAIN ({element.options}) {compiler.process(element.query, **options)}"


async def plan_of(session: AsyncSession, query: Select[Any], *options: str) -> dict[str, Any]:
    """The plan that Postgres chooses, as EXPLAIN gives it in JSON."""
    answer = (await session.execute(Explain(query, *options))).scalar_one()
    plan: dict[str, Any] = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return plan


async def estimated(session: AsyncSession, query: Select[Any]) -> int:
    return int((await plan_of(session, query))["Plan Rows"])
