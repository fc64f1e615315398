"""What is said is an act of its mouth."""

from dataclasses import replace

import pytest

from app.merging import Party, Weights, likeness
from app.merging.profile import profile_of
from app.merging.speech import speech_features
from app.merging.words import content_words
from tests.merging.accounts import account

SAID = "The strike on Kharkiv shows that Moscow does not want peace."
MINISTER = Party(actor_id="person:a", name="Andrii Sybiha", role="source", country="UA", kind="person")
GENERAL = Party(actor_id="person:b", name="Oleksandr Syrskyi", role="source", country="UA", kind="person")
KYIV = Party(actor_id="country:UA", name="Ukraine", role="source", country="UA", kind="country")
LONDON = Party(actor_id="country:GB", name="Britain", role="source", country="GB", kind="country")
SOMEBODY = Party(actor_id="name:x", name="officials", role="source", country=None, kind="unnamed")
MINISTRY = Party(actor_id="body:x", name="foreign ministry", role="source", country="UA", kind="body")


def said(number: int, *speakers: Party, kind: str = "statement"):
    told = {"type": kind, "family": "speech", "killed": None, "spot": None}
    return account(number, parties=speakers, words=content_words(SAID), title=SAID, **told)


def features(one, other) -> set[str]:
    found: dict[str, float] = {}
    rarity = Weights.load().rarity
    speech_features(found, profile_of(one, rarity), profile_of(other, rarity))
    return set(found)


@pytest.mark.parametrize(
    ("one", "other", "voice"),
    [
        (MINISTER, MINISTER, "voice.same"),
        (MINISTER, replace(MINISTER, actor_id="person:c", name="Sybiha"), "voice.same"),
        (MINISTER, GENERAL, "voice.other"),
        (KYIV, LONDON, "voice.other"),
        (MINISTER, LONDON, "voice.other"),
        (KYIV, MINISTER, None),
        (KYIV, MINISTRY, None),
        (SOMEBODY, MINISTER, None),
        (MINISTRY, MINISTER, "voice.other"),
    ],
    ids=lambda value: value.name if isinstance(value, Party) else str(value),
)
def test_two_mouths_are_told_apart(one: Party, other: Party, voice: str | None):
    assert features(said(1, one), said(2, other)) == ({voice} if voice else set())
    assert features(said(2, other), said(1, one)) == ({voice} if voice else set())


def test_an_unknown_mouth_is_said_to_be_unknown():
    assert features(said(1), said(2, MINISTER)) == {"voice.unknown"}


def test_the_kind_of_speech_and_the_deed_are_further_apart():
    assert features(said(1, KYIV), said(2, KYIV, kind="demand")) == {"voice.same", "speech.type.apart"}
    assert features(said(1, KYIV), account(2)) == {"voice.other", "speech.deed.apart"}
    assert features(account(1), account(2)) == set()


def test_what_two_people_say_alike_is_two_events():
    weights = Weights.load()
    same = likeness(said(1, MINISTER), said(2, MINISTER), weights).odds
    other = likeness(said(1, MINISTER), said(2, GENERAL), weights).odds
    assert same > weights.merge
    assert other < same - 0.2
