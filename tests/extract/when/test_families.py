"""The ablation of time rules: every rule has a family, and a rule left out is not used."""

from app.extract.when import rules
from app.extract.when.timex import timexes
from benchmarks.times import families


def test_every_rule_is_in_one_family():
    members = [name for family in families().values() for name in family]
    assert sorted(members) == sorted(rule.name for rule in rules.load())


def test_a_family_that_is_left_out_finds_nothing(read):
    doc = read("He left in 2014.")
    assert [t.value for t in timexes(doc)] == ["2014"]
    assert timexes(doc, families()["years"]) == ()
