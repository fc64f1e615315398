"""Every type works on plain sentences of its own, and what is no event stays none."""

import pytest

from app.extract.taxonomy import TYPES
from app.extract.what.examples import EXAMPLE_DAY, TypedExample, load_examples

EXAMPLES = load_examples()


def test_every_type_has_examples():
    assert {example.type for example in EXAMPLES} == {*TYPES, "none"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.type}: {example.text[:50]}")
def test_example(read, triggers_of, example: TypedExample):
    found = triggers_of(read(example.text, EXAMPLE_DAY))
    if example.type == "none":
        assert [trigger.type for trigger in found] == []
        return
    here = {(t.type, t.status) for t in found if t.start < example.end and example.start < t.end}
    assert here == {(example.type, example.status)}
