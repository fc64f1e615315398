"""What the type of an event says about how its place is told."""

from __future__ import annotations

SPEECH = frozenset({"statement", "support", "pledge", "demand", "accusation", "rejection", "threat"})
# acts of an authority at home: with no place of their own they took place in the country of who acts
AT_HOME = frozenset({"policy", "election", "appointment", "legal_action", "concession"})
# acts in the field: with no place of their own they took place where the account is
IN_FIELD = frozenset(
    {"strike", "attack", "clash", "arrest", "coercion", "protest", "mobilization", "withdrawal"}
)
# acts of two sides: where one receives the other
BETWEEN = frozenset({"meeting", "visit", "agreement"})

# How well a link places an event of a kind, 0 to 3. Set by hand on the training articles.
_DEFAULT = {
    "in": 3.0,
    "loose": 1.6,
    "on": 1.2,
    "to": 0.6,
    "of": 1.2,
    "possessive": 1.0,
    "modifier": 1.0,
    "object": 0.4,
    "from": 0.2,
    "against": 0.2,
    "through": 1.0,
}
_CONFLICT = {"to": 2.4, "on": 2.8, "object": 3.0, "of": 2.2, "against": 2.2, "modifier": 1.6, "from": 0.3}
_ROLES: dict[str, dict[str, float]] = {
    "visit": {
        "to": 3.2,
        "object": 3.2,
        "for": 2.8,
        "of": 2.0,
        "from": 0.6,
        "through": 2.5,
        "modifier": 2.2,
        "loose": 2.8,
        "other": 2.0,
    },
    "strike": _CONFLICT,
    "attack": _CONFLICT,
    "clash": _CONFLICT,
    "withdrawal": {"from": 3.2, "object": 2.5, "to": 0.3},
    "mobilization": {"to": 3.0, "object": 2.0, "from": 0.2},
    "aid": {"to": 3.0, "for": 2.0},
    "sanction": {
        "on": 0.2,
        "against": 0.0,
        "of": 0.4,
        "to": 0.2,
        "possessive": 0.3,
        "modifier": 0.3,
        "object": 0.0,
    },
    "protest": {"through": 2.5, "object": 1.0},
    "meeting": {"on": 0.2, "modifier": 1.6, "object": 0.0, "of": 0.3, "possessive": 0.3, "to": 0.3},
}


def worth(type_: str, role: str) -> float:
    """How well a place in ``role`` places an event of ``type_``: 3 surely, under 1 not."""
    return _ROLES.get(type_, {}).get(role, _DEFAULT.get(role, 0.0))
