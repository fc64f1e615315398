"""The names of an article are weighed together."""

import pytest

from app.extract.where.contain import containers
from app.extract.where.model import rounds
from app.extract.where.recognise import find_names
from app.extract.where.weigh import around_of, groups_of, softmax, weigh


def test_softmax():
    assert softmax([]) == []
    assert sum(softmax([3.0, 1000.0, -5.0])) == pytest.approx(1.0)


def test_equal_names_make_one_group(read, gazetteer):
    doc = read("Shells fell on Aleppo. People fled Aleppo for Turkey.")
    names = find_names(doc, gazetteer)
    members, groups = groups_of(names, containers(doc, names))
    assert len(names) == 3
    assert members[0] == members[1] != members[2]
    assert [round(group.weight, 2) for group in groups] == [1.41, 1.0]


def test_the_article_shifts_the_shares(read, gazetteer):
    def share_of_libya(text: str) -> float:
        doc = read(text)
        names = find_names(doc, gazetteer)
        members, groups = groups_of(names, containers(doc, names))
        shares, _ = weigh(groups, around_of(doc, None), rounds())
        group = members[[name.text for name in names].index("Tripoli")]
        usable = groups[group].usable
        return sum(part for one, part in zip(usable, shares[group], strict=True) if one.country == "LY")

    libyan = share_of_libya("Militias from Misrata fought in Tripoli, and oil from Libya stopped.")
    lebanese = share_of_libya("Militias fought in Tripoli, north of Beirut, and Lebanon sent troops.")
    assert libyan > 0.9
    assert lebanese < 0.5
