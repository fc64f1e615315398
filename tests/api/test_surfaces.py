"""Every filter over every surface, against a filter in Python that looks at one event after the other."""

import random

import pytest

from tests.api.surfaces import SURFACES, Surface
from tests.questions.choices import alone, together
from tests.questions.naive import meant


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_a_surface_agrees_with_a_slow_filter(asked, surface: Surface):
    client, world = asked
    dice = random.Random(11)
    tries = [params for params in [*alone(dice, 2), *together(dice, 40)] if surface.takes(params)]
    assert len(tries) > 20
    sizes = []
    for params in tries:
        found = surface.ask(client, [(name, value) for name, values in params.items() for value in values])
        expected = {
            str(made.id)
            for made in world
            if (state := surface.when(made)) and meant(made, state, params, rejected=surface.rejected)
            if surface.shows(state)
        }
        assert len(found) == len(set(found)), params
        assert set(found) == expected, (params, len(found), len(expected))
        sizes.append(len(expected))
    # most filters must find some and leave some out, or agreeing would mean little
    assert sum(0 < size < max(sizes) for size in sizes) > len(sizes) * 0.6
