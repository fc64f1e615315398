import pytest
from pydantic import ValidationError

from app.schemas.filters import EventFilter
from app.schemas.queries import EventQuery, TimelineQuery


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"type": ["coup"]}, "unknown_type"),
        ({"family": ["war"]}, "unknown_family"),
        ({"country": ["XX"]}, "unknown_country"),
        ({"country": ["IRN"]}, "unknown_country"),
        ({"status": ["maybe"]}, "literal_error"),
        ({"actor_role": ["victim"]}, "literal_error"),
        ({"from": "2024-02-30"}, "not_a_day"),
        ({"from": "2024-11-05T00:00:00Z"}, "not_a_day"),
        ({"from": "1730799000"}, "not_a_day"),
        ({"to": ""}, "not_a_day"),
        ({"published_from": "2024-11-05T00:00:00"}, "naive_time"),
        ({"from": "2024-02-02", "to": "2024-02-01"}, "reversed_range"),
        ({"published_from": "2024-02-02", "published_to": "2024-02-01"}, "reversed_range"),
        ({"min_confidence": "1.1"}, "less_than_equal"),
        ({"min_confidence": "nan"}, "finite_number"),
        ({"q": ""}, "string_too_short"),
        ({"place": ["a\0"]}, "nul_character"),
        ({"nearby": "1,2,3"}, "extra_forbidden"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(fields, code):
    with pytest.raises(ValidationError) as caught:
        EventFilter.model_validate(fields)
    assert [error["type"] for error in caught.value.errors()] == [code]


@pytest.mark.parametrize(
    "fields",
    [
        {"from": "2024-02-01", "to": "2024-02-01"},
        {"published_from": "2024-02-01", "published_to": "2024-02-01"},
        {"published_from": "2024-02-01T10:00:00+03:00", "published_to": "2024-02-01"},
        {"published_from": "2024-02-01T10:00:00Z", "published_to": "2024-02-01"},
        {"country": ["ir"]},
        {"min_confidence": 0},
    ],
)
def test_a_filter_that_makes_sense_is_taken(fields):
    EventFilter.model_validate(fields)


def test_countries_are_written_in_capitals():
    assert EventFilter(country=["ir", "PS"]).country == ["IR", "PS"]


@pytest.mark.parametrize("limit", [0, -1, 1001, "ten", 1.5])
def test_a_page_has_one_to_a_thousand_entries(limit):
    with pytest.raises(ValidationError):
        EventQuery(limit=limit)


@pytest.mark.parametrize("fields", [{"bucket": "year"}, {"top": 21}, {"top": -1}, {"sort": "-updated"}])
def test_a_timeline_has_its_own_limits(fields):
    with pytest.raises(ValidationError):
        TimelineQuery(**fields)
