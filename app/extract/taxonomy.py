"""The 26 event types, their families and their codes in PLOVER, CAMEO and Goldstein's scale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    type: str
    family: str  # types that careful readers confuse share one
    plover: str | None  # root of the PLOVER event code
    cameo: str | None  # the code that fits the type in general; PLOVER's and CAMEO's modes are finer
    goldstein: float | None  # Goldstein scale of that CAMEO code, -10 (conflict) .. 10 (cooperation)
    description: str


# In these all sides do the same thing, so every actor's role is "participant".
MUTUAL = frozenset({"meeting", "agreement", "clash", "cooperation"})


@cache
def types() -> Mapping[str, EventType]:
    """Every event type by its name, in the order of the event model. Source: ``data/types.json``."""
    rows = json.loads(files("app.extract").joinpath("data/types.json").read_text(encoding="utf-8"))
    return MappingProxyType({row["type"]: EventType(**row) for row in rows})


TYPES = types()
FAMILIES = tuple(dict.fromkeys(kind.family for kind in TYPES.values()))
