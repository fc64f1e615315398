"""What is seen of a name."""

from app.extract.where.layer import seen_names
from app.extract.where.signs import odds, signs


def test_signs_of_a_name(read, gazetteer):
    doc = read("The Kentucky National Guard was called out.")
    ((name, folk),) = [pair for pair in seen_names(doc, gazetteer) if pair[0].text == "Kentucky"]
    seen = set(signs(doc, name, folk, {"Kentucky"}, frozenset()))
    assert {"bias", "kind:admin1", "firm elsewhere", "after:capital", "after=national"} <= seen
    assert "firm" not in seen


def test_an_unknown_sign_says_nothing():
    assert odds({"firm": 1.5}, iter(["firm", "never seen"])) == 1.5
