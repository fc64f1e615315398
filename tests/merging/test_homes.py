from uuid import UUID

import pytest

from app.merging.homes import homes

E1, E2, NEW = UUID(int=1), UUID(int=2), UUID(int=99)
R = [UUID(int=100 + n) for n in range(6)]


@pytest.mark.parametrize(
    ("groups", "now", "fixed", "held", "found"),
    [
        ([[0, 1]], {0: 1, 1: 1}, [], [], {0: 1, 1: 1}),
        ([[0], [1]], {0: 1, 1: 2}, [], [], {0: 1, 1: 2}),
        ([[0, 1, 2]], {0: 1, 1: 2, 2: 2}, [], [], {0: 2, 1: 2, 2: 2}),
        ([[0, 1]], {0: 1, 1: 2}, [], [], {0: 1, 1: 1}),
        ([[0, 1]], {0: 1, 1: 2}, [], [2], {0: 2, 1: 2}),
        ([[0, 1, 2]], {0: 1, 1: 2, 2: 2}, [0], [], {0: 1, 1: 1, 2: 1}),
        ([[0, 1], [2]], {0: 1, 1: 1, 2: 1}, [], [], {0: 1, 1: 1, 2: 99}),
        ([[0, 1], [2]], {0: 1, 1: 1, 2: 1}, [2], [], {0: 99, 1: 99, 2: 1}),
        ([[0]], {}, [], [], {0: 99}),
    ],
)
def test_ids_stay_with_what_they_meant(groups, now, fixed, held, found):
    result = homes(
        [[R[r] for r in group] for group in groups],
        {R[r]: UUID(int=event) for r, event in now.items()},
        {R[r] for r in fixed},
        {UUID(int=event) for event in held},
        lambda: NEW,
    )
    assert result == {R[r]: UUID(int=event) for r, event in found.items()}
