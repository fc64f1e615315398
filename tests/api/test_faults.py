import pytest
from pydantic import BaseModel, ConfigDict, Field

from app.api.faults import InvalidFields, faults, hint, validate
from app.errors import Invalid, NotFound


class Inner(BaseModel):
    number: int


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="Its name.", examples=["Ann"])
    inner: Inner | None = Field(None, description="More.", examples=[{"number": 1}])


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({}, [("name", "missing", "is missing", "Its name. For example: Ann")]),
        ({"name": 1}, [("name", "string_type", "is not a text", "Its name. For example: Ann")]),
        ({"name": "a", "nam": 1}, [("nam", "unknown_field", "is not known here", "name, perhaps")]),
        ({"name": "a", "zzz": 1}, [("zzz", "unknown_field", "is not known here", "One of: name, inner")]),
        (
            {"name": "a", "inner": {"number": "x"}},
            [("inner.number", "int_parsing", "is no whole number", None)],
        ),
        ([], [("body", "model_type", "is not a JSON object", None)]),
    ],
)
def test_faults_say_what_is_wrong_and_what_would_be_right(value, found):
    with pytest.raises(InvalidFields) as caught:
        validate(Thing, value, None)
    assert [(f.field, f.code, f.detail, f.expected) for f in caught.value.found] == found
    assert {fault.where for fault in caught.value.found} == {"body"}


def test_an_error_of_the_store_is_a_fault_too():
    (fault,) = faults(Invalid(field="cursor", reason="is no cursor", location="query", code="bad_cursor"), {})
    assert fault.as_json() == {
        "in": "query",
        "field": "cursor",
        "code": "bad_cursor",
        "detail": "is no cursor",
    }


def test_other_errors_have_no_faults():
    assert faults(NotFound(kind="event", id=1), {}) == ()


@pytest.mark.parametrize(
    ("example", "text"),
    [("IR", "It. For example: IR"), (["IR", "IQ"], "It. For example: IR"), (0.5, "It. For example: 0.5")],
)
def test_a_hint_has_an_example(example, text):
    assert hint("It.", example) == text
