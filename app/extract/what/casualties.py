"""Give each act the counts of dead and injured that belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.extract.records import Toll, Trigger
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree
from app.extract.what.tolls import Harm, Loss, losses

_DEADLY = frozenset(name for name, kind in TYPES.items() if kind.family == "conflict") | {
    "protest",
    "coercion",
}
_EXECUTION = frozenset({"execute", "execution", "hang"})
_FOLLOWING = 2  # sentences after the act's own in which its toll may still be told


def tolls_of(trees: Sequence[Tree], triggers: Sequence[Trigger]) -> tuple[Toll, ...]:
    """The toll of each trigger; ``trees`` holds one tree a sentence."""
    claimed = losses_of(trees, triggers)
    return tuple(_toll(mine) for mine in claimed)


def losses_of(trees: Sequence[Tree], triggers: Sequence[Trigger]) -> tuple[tuple[Loss, ...], ...]:
    """The counts that each trigger claims, in reading order.

    A count goes to the nearest deadly act of its sentence, else to the last one told within two sentences before; one
    that no act can claim is dropped.
    """
    deadly = [i for i, trigger in enumerate(triggers) if _may_kill(trees, trigger)]
    near = {triggers[i].sentence + ahead for i in deadly for ahead in range(_FOLLOWING + 1)}
    claimed: dict[int, list[Loss]] = {}
    for sentence in sorted(near & set(range(len(trees)))):
        for loss in losses(trees[sentence]):
            owner = _owner(loss, sentence, triggers, deadly)
            if owner is not None:
                claimed.setdefault(owner, []).append(loss)
    return tuple(tuple(claimed.get(i, ())) for i in range(len(triggers)))


def _may_kill(trees: Sequence[Tree], trigger: Trigger) -> bool:
    if trigger.status != "happened":
        return False
    lemma = trees[trigger.sentence].tokens[trigger.token].lemma
    return trigger.type in _DEADLY or (trigger.type == "legal_action" and lemma in _EXECUTION)


def _owner(loss: Loss, sentence: int, triggers: Sequence[Trigger], deadly: Sequence[int]) -> int | None:
    here = [i for i in deadly if triggers[i].sentence == sentence]
    if here:
        return min(here, key=lambda i: abs(triggers[i].token - loss.token))
    before = [i for i in deadly if 0 < sentence - triggers[i].sentence <= _FOLLOWING]
    return before[-1] if before else None


def _toll(found: Sequence[Loss]) -> Toll:
    killed, injured = leading(found, "killed"), leading(found, "injured")
    return Toll(
        killed=killed.count if killed else None,
        injured=injured.count if injured else None,
        more_killed=_more(found, "killed"),
        more_injured=_more(found, "injured"),
    )


def leading(found: Iterable[Loss], harm: Harm) -> Loss | None:
    """The first count of that harm: the one the article leads with. The largest of its first sentence's would take
    the total before its parts, but writers put the total first."""
    return next((loss for loss in found if loss.harm == harm and not loss.further), None)


def further(found: Iterable[Loss], harm: Harm) -> tuple[Loss, ...]:
    """The counts that come on top of it."""
    return tuple(loss for loss in found if loss.harm == harm and loss.further)


def _more(found: Sequence[Loss], harm: Harm) -> int:
    return sum(loss.count for loss in further(found, harm))


def total(counts: Iterable[int | None], more: int) -> int | None:
    """What one happening cost: the first count that is told of it, and what is told to come on top."""
    first = next((count for count in counts if count is not None), None)
    return (first or 0) + more if first is not None or more else None
