"""Whose government it is when the text does not say."""

import pytest


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Kenya voted on Monday. The government closed the border.", "body:ke-government"),
        ("Kenya voted. Prime Minister Joan Example resigned.", "person:KE:joan-example"),
        ("Kenya and Chad and Mali voted. The government closed the border.", "unnamed:government"),
        ("Kenya voted. The Ugandan government closed the border.", "body:ug-government"),
        ("Kenya voted. Novelist Joan Example applauded.", "person:joan-example"),
    ],
)
def test_home(cast_of, text, actor_id):
    _, cast = cast_of(text)
    assert actor_id in {entity.actor_id for entity in cast.entities}
