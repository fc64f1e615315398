"""How places hang in a sentence."""

import pytest


@pytest.mark.parametrize(
    ("text", "name", "role", "governor"),
    [
        ("They met in Sochi.", "Sochi", "in", "met"),
        ("They flew to Cairo.", "Cairo", "to", "flew"),
        ("They withdrew from Kherson.", "Kherson", "from", "withdrew"),
        ("They visited Kenya.", "Kenya", "object", "visited"),
        ("They met in the town of Sinjar.", "Sinjar", "in", "met"),
        ("Shells landed on the outskirts of Donetsk.", "Donetsk", "in", "landed"),
        ("According to Baghdad, nobody died.", "Baghdad", "other", None),
        ("Iraq receives a shipment of vaccines.", "Iraq", "to", "receives"),
    ],
)
def test_role(setting, text, name, role, governor):
    (link,) = [link for link in setting(text).links(0) if link.place.name == name]
    assert link.role == role
    assert governor is None or link.governor.text == governor
