"""Text as it may be stored: no NUL character, no half of a surrogate pair."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError


def storable(text: str) -> str:
    """``text`` unchanged. Raises PydanticCustomError if Postgres could not hold it as UTF-8."""
    if (at := text.find("\0")) >= 0:
        raise PydanticCustomError(
            "nul_character", "holds a NUL character at position {at}; remove it", {"at": at}
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PydanticCustomError(
            "lone_surrogate",
            "holds half of a surrogate pair at position {at}; send whole characters",
            {"at": error.start},
        ) from error
    return text


def not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "is empty; give at least one visible character")
    return text


# Strict: a number is no title. Blank is refused so that "" and null do not mean the same thing twice.
_SOUND = (AfterValidator(storable), AfterValidator(not_blank))
Text = Annotated[str, StringConstraints(strict=True), *_SOUND]
LongText = Annotated[str, StringConstraints(strict=True, max_length=2000), *_SOUND]
ShortText = Annotated[str, StringConstraints(strict=True, max_length=255), *_SOUND]
# Cursors carry what a walk began with, and what names meant then.
CursorText = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(storable)]
QueryText = Annotated[str, StringConstraints(min_length=1, max_length=255), AfterValidator(storable)]
