"""The store's own tests, on tables that are parted by month: what they say holds there too."""

from types import ModuleType
from typing import Any

import pytest

from tests.conftest import fetch
from tests.store import (
    test_asof,
    test_corrections,
    test_editing,
    test_events,
    test_filters,
    test_following,
    test_one_event,
    test_undoing,
)
from tests.store.conftest import tell, tell_merged

__all__ = ["tell", "tell_merged"]

BORROWED = [
    test_asof,
    test_corrections,
    test_editing,
    test_events,
    test_filters,
    test_following,
    test_one_event,
    test_undoing,
]


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


for _module in BORROWED:
    for _name, _value in borrowed(_module).items():
        assert globals().get(_name, _value) is _value, f"two modules have {_name}"
        globals()[_name] = _value


def test_they_run_on_partitions(database_url):
    kind = fetch(database_url, "select relkind from pg_class where relname = 'events'")[0][0]
    assert kind in (b"p", "p")
