import pytest
from pydantic import TypeAdapter, ValidationError

from app.schemas.texts import QueryText, ShortText, Text


@pytest.mark.parametrize(
    ("kind", "sent", "code"),
    [
        (Text, "a\0b", "nul_character"),
        (Text, "a\ud800", "lone_surrogate"),
        (Text, "", "blank"),
        (Text, " \n\t\u00a0", "blank"),
        (Text, 7, "string_type"),
        (Text, None, "string_type"),
        (Text, b"a", "string_type"),
        (ShortText, "a" * 256, "string_too_long"),
        (QueryText, "", "string_too_short"),
        (QueryText, "a\0", "nul_character"),
    ],
)
def test_what_cannot_be_kept_is_refused(kind, sent, code):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(sent)
    assert [error["type"] for error in caught.value.errors()] == [code]


@pytest.mark.parametrize("sent", ["a", " a ", "😀", "\u202eabc", "a\r\nb"])
def test_text_is_kept_as_it_is(sent):
    """Offsets count the characters as they were sent: nothing is trimmed or normalised."""
    assert TypeAdapter(Text).validate_python(sent) == sent
