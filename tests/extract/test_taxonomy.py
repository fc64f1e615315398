from app.extract.taxonomy import FAMILIES, MUTUAL, TYPES


def test_there_are_26_types_in_6_families():
    assert (len(TYPES), len(FAMILIES)) == (26, 6)


def test_mutual_types_exist():
    assert set(TYPES) >= MUTUAL


def test_codes_are_well_formed():
    for kind in TYPES.values():
        assert kind.cameo is None or (kind.cameo.isdigit() and len(kind.cameo) == 3), kind
        assert kind.goldstein is None or -10 <= kind.goldstein <= 10, kind
        assert kind.plover is None or kind.plover.isupper(), kind
        assert kind.description.endswith("."), kind
