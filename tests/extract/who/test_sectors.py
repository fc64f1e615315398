"""A person's sector follows from the last office."""

import pytest

from app.extract.who import load
from app.extract.who.facts import first_word


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Emmanuel Macron", "GOV"),
        ("Ted Cruz", "LEG"),
        ("Hassan Nasrallah", "REB"),
        ("Joseph Kony", "REB"),
        ("Alexei Navalny", "OPP"),
        ("Valery Gerasimov", "MIL"),
        ("António Guterres", "IGO"),
        ("Susie Wiles", "GOV"),
        ("Linda Thomas-Greenfield", "GOV"),
        ("Joshua Wong", "CVL"),
    ],
)
def test_sector(name, sector):
    form = next(f for f in load().forms[first_word(name)] if f.text == name)
    assert form.known.sector == sector
