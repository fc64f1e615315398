"""PLOVER roots from the extractor's reading: what was done, what is promised or threatened, what is refused."""

import pytest

from app.evaluation.plover import unmarked
from app.evaluation.roots import reading, root_of
from app.extract.pipeline import Extractor
from app.extract.taxonomy import TYPES


@pytest.fixture(scope="module")
def code(extractor: Extractor):
    return reading(extractor)


@pytest.mark.parametrize(
    ("marked", "root"),
    [
        ("<s>France</s> condemned <t>Belarus</t> on Monday.", "ACCUSE"),
        ("<s>Israeli jets</s> bombed <t>a camp in Gaza</t>.", "ASSAULT"),
        ("<s>Police</s> arrested <t>two opposition leaders</t>.", "COERCE"),
        ("<s>Serbia</s> freed <t>30 prisoners</t>.", "YIELD"),
        ("<s>Serbia</s> will free <t>30 prisoners</t>.", "AGREE"),
        ("<s>Serbia</s> will not free <t>30 prisoners</t>.", "REJECT"),
        ("<s>Serbia</s> said it would impose a blockade on <t>Kosovo</t>.", "THREATEN"),
        ("<s>The minister</s> said <t>Kosovo</t> must open its border.", "REQUEST"),
        ("<s>Japan</s> and <t>Chile</t> signed an agreement on trade.", "SUPPORT"),
        ("<s>Japan</s> cut aid to <t>Chile</t>.", "SANCTION"),
        # no trigger word anywhere
        ("<s>Oslo</s> never minded <t>Bergen</t>.", "REJECT"),
    ],
)
def test_root(code, marked: str, root: str):
    assert code(unmarked(marked)) == root


def test_every_type_has_a_root_in_every_status():
    for kind in TYPES:
        for status in ("happened", "planned", "denied"):
            assert root_of(kind, status).isupper()
