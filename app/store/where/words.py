"""Full text: summary, names, sentences and quotes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column

ENGLISH: ColumnElement[Any] = literal_column("'english'::regconfig")


def words(of: Any, q: str | None) -> Iterable[ColumnElement[bool]]:
    """Words, "phrases", OR and -without, as `websearch_to_tsquery` reads them."""
    if q:
        yield of.search.op("@@")(func.websearch_to_tsquery(ENGLISH, q))
