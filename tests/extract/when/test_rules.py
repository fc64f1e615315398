"""Every rule's own examples, and that the data hang together."""

import tomllib
from datetime import date

import pytest

from app.extract.when import find_times, rules, words
from app.extract.when.cues import where, windows_in
from app.extract.when.readers import READERS

EXAMPLES = [(rule, example) for rule in rules.load() for example in rule.examples]


def days_of(time):
    if time.first is None:
        return "vague"
    return str(time.first) if time.first == time.last else f"{time.first}..{time.last}"


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}: {e.found}" for r, e in EXAMPLES])
def test_rule_reads_its_example(read, rule, example):
    doc = read(example.text, date.fromisoformat(example.published))
    found = [(t.text, days_of(t), t.rule) for t in find_times(doc) if t.text == example.found]
    assert found == [(example.found, example.days, rule.name)]


def test_every_rule_has_an_example_and_a_reader():
    assert [rule.name for rule in rules.load() if not rule.examples or rule.read not in READERS] == []


def test_every_reader_is_used():
    assert set(READERS) - {rule.read for rule in rules.load()} == set()


def test_rule_names_are_unique():
    names = [rule.name for rule in rules.load()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", ["time_sets.toml", "time_words.toml", "time_days.toml"])
def test_word_lists_hold_no_word_twice(path):
    lists = tomllib.loads((words.DATA / path).read_text(encoding="utf-8"))
    assert [
        name for name, found in lists.items() if len(list(found)) != len({w.lower() for w in found})
    ] == []


def test_a_rule_is_tried_only_where_its_words_stand():
    """``needs`` spares time; it must never hide a match that the pattern would find."""
    text = "\n".join(example.text for _, example in EXAMPLES)
    windows = windows_in(text, 0, len(text))
    hidden = [
        (rule.name, match[0])
        for rule in rules.load()
        for match in rule.pattern.finditer(text)
        if not any(a <= match.start() and match.end() <= b for a, b in where(rule, windows))
    ]
    assert hidden == []
