"""Names with their offices, bodies and what is no name at all."""

import pytest


def entity(cast, name):
    return next(e for e in cast.entities if e.name == name)


@pytest.mark.parametrize(
    ("text", "name", "title", "country", "sector"),
    [
        (
            "Iraqi National Security Advisor Qasim al-Araji announced the end of his visit.",
            *("Qasim al-Araji", "National Security Advisor", "IQ", "GOV"),
        ),
        (
            "Iranian foreign minister Abbas Araghchi arrived on Monday.",
            *("Abbas Araghchi", "foreign minister", "IR", "GOV"),
        ),
        (
            "Revolutionary Guard Commander-in-chief Hossein Salami spoke in Tehran.",
            *("Hossein Salami", "Revolutionary Guard Commander-in-chief", "IR", "MIL"),
        ),
        (
            "Nepal's Prime Minister Girija Prasad Koirala met the delegation.",
            *("Girija Prasad Koirala", "Prime Minister", "NP", "GOV"),
        ),
        (
            "U.S. Secretary of State Antony Blinken left for Cairo.",
            *("Antony Blinken", "Secretary of State", "US", "GOV"),
        ),
        ("Hamas leader Ismail Haniyeh rejected the plan.", "Ismail Haniyeh", "Hamas leader", "PS", "REB"),
        (
            "Jens Stoltenberg, NATO's secretary general, praised the deal.",
            "Jens Stoltenberg",
            "secretary general",
            "NO",
            None,
        ),
        (
            "The Prime Minister of Tunisia, Youssef Chahed, dismissed the interior minister.",
            *("Youssef Chahed", "Prime Minister", "TN", "GOV"),
        ),
    ],
)
def test_a_title_gives_country_and_sector(cast_of, text, name, title, country, sector):
    _, cast = cast_of(text)
    person = entity(cast, name)
    assert (person.kind, person.title, person.country) == ("person", title, country)
    assert sector is None or person.sector == sector


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("The Peruvian Congress voted on Monday.", "Peruvian Congress", "body", "PE"),
        ("The Communist Party of Nepal left the coalition.", "Communist Party of Nepal", "body", "NP"),
        (
            "The Russian Foreign Affairs Ministry summoned the envoy.",
            "Russian Foreign Affairs Ministry",
            "body",
            "RU",
        ),
        ("Boko Haram attacked the town.", "Boko Haram", "group", "NG"),
        ("The UN Security Council met on Friday.", "UN Security Council", "body", None),
    ],
)
def test_a_body_keeps_the_state_it_names(cast_of, text, name, kind, country):
    _, cast = cast_of(text)
    assert (entity(cast, name).kind, entity(cast, name).country) == (kind, country)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The anti-Syrian journalist was killed.", "country:SY"),
        ("Turkish-backed rebels advanced.", "country:TR"),
        ("French politician Jordan Bardella spoke.", "country:JO"),
    ],
)
def test_what_only_looks_like_a_state(cast_of, text, absent):
    _, cast = cast_of(text)
    assert absent not in {e.actor_id for e in cast.entities}


def test_offsets_are_exact_in_the_face_of_typographic_apostrophes(cast_of):
    doc, cast = cast_of("Iran’s Foreign Minister Abbas Araghchi met Côte d’Ivoire’s president in Tehran.")
    assert [doc.text[m.start : m.end] for m in cast.mentions if m.form == "name" and m.kind == "person"] == [
        "Abbas Araghchi"
    ]
    assert "country:CI" in {e.actor_id for e in cast.entities}
