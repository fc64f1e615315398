"""From a name to the places that bear it."""

import time
from pathlib import Path

import pytest

from app.extract.where import Gazetteer


@pytest.mark.parametrize(
    ("name", "canonical", "country", "kind"),
    [
        ("Tehran", "Tehran", "IR", "capital"),
        ("Kiev", "Kyiv", "UA", "capital"),
        ("Sevastopol", "Sevastopol", "UA", "seat"),
        ("Gaza City", "Gaza", "PS", "seat"),
        ("Gaza", "Gaza Strip", "PS", "region"),
        ("East Jerusalem", "East Jerusalem", "PS", "region"),
        ("Bab el-Mandeb", "Bab al-Mandab Strait", None, "region"),
        ("Al-Tanf", "Al-Tanf", "SY", "site"),
        ("al-Raqqa", "Ar-Raqqah", "SY", "admin1"),
        ("DPRK", "North Korea", "KP", "country"),
        ("Helmand", "Helmand", "AF", "admin1"),
        ("Texas", "Texas", "US", "admin1"),
        ("Naypyidaw", "Nay Pyi Taw", "MM", "seat"),
    ],
)
def test_lookup(gazetteer: Gazetteer, name, canonical, country, kind):
    assert (canonical, country, kind) in {(one.name, one.country, one.kind) for one in gazetteer.lookup(name)}


def test_own_names_come_before_alternate_ones(gazetteer: Gazetteer):
    ranks = [one.rank for one in gazetteer.lookup("Tehran")]
    assert ranks == sorted(ranks)
    assert {one.name for one in gazetteer.lookup("Tehran") if one.rank == 1} == {"Tīrān"}


def test_unknown_name(gazetteer: Gazetteer):
    assert gazetteer.lookup("Qwertzuiopville") == ()


def test_division(gazetteer: Gazetteer):
    assert gazetteer.division("US.TX") == "Texas"
    assert gazetteer.division(None) is None


def test_a_missing_index_says_how_to_build_it(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"python -m app\.extract\.where\.build"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_ensure_builds_once_and_opens_fast(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer):
    folder = tmp_path_factory.mktemp("twice")
    Gazetteer.ensure(folder).close()
    (path,) = folder.iterdir()
    written = path.stat().st_mtime_ns
    start = time.process_time()
    again = Gazetteer.ensure(folder)
    assert time.process_time() - start < 1.0
    assert path.stat().st_mtime_ns == written
    assert again.lookup("Beirut") == gazetteer.lookup("Beirut")
    again.close()
