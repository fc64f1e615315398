"""What is wrong with single fields of a request, and what would be right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from app.errors import Invalid

_NUMBER = re.compile(r"\.\d+")  # the place of an entry: "actors.1.role"
# pydantic's words where ours are clearer
_WORDS = {
    "missing": "is missing",
    "string_type": "is not a text",
    "string_unicode": "holds half of a surrogate pair; send whole characters",
    "uuid_parsing": "is no UUID",
    "int_parsing": "is no whole number",
    "int_type": "is no whole number",
    "float_parsing": "is no number",
    "model_type": "is not a JSON object",
    "model_attributes_type": "is not a JSON object",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong. ``where`` is body, query, path or header."""

    where: str
    field: str
    code: str
    detail: str
    expected: str | None = None

    @property
    def sentence(self) -> str:
        return f"{self.field} {self.detail}"

    def as_json(self) -> dict[str, str]:
        plain = {"in": self.where, "field": self.field, "code": self.code, "detail": self.detail}
        return plain | ({"expected": self.expected} if self.expected else {})


class InvalidFields(Exception):
    """Fields of a request are wrong."""

    def __init__(self, found: Iterable[Fault]) -> None:
        self.found = tuple(found)
        super().__init__("; ".join(fault.sentence for fault in self.found))

    @classmethod
    def of(cls, raw: Iterable[Any], where: str | None = None) -> InvalidFields:
        """From pydantic's list of errors; without ``where``, each location starts with it."""
        return cls(_fault(error, where) for error in raw)


def validate(model: type[BaseModel], value: object, context: object) -> Any:
    """``value`` as ``model``. Raises InvalidFields, with what each field should be."""
    try:
        return model.model_validate(value, context=context)
    except ValidationError as error:
        plain = InvalidFields.of(error.errors(include_url=False), "body")
        raise InvalidFields(hinted(plain.found, hints_of(model))) from None


def faults(error: Exception, hints: Mapping[str, str]) -> tuple[Fault, ...]:
    """The faults that ``error`` tells of, with hints at what would be right."""
    if isinstance(error, InvalidFields):
        return tuple(hinted(error.found, hints))
    if isinstance(error, Invalid):
        details = error.details
        fault = Fault(
            where=details.get("location", "body"),
            field=error.field,
            code=details.get("code", "invalid"),
            detail=error.reason,
        )
        return tuple(hinted([fault], hints))
    return ()


def hints_of(model: type[BaseModel]) -> dict[str, str]:
    """For each field what it means, with an example; fields of a part by their path, such as "date.start"."""
    found: dict[str, str] = {}
    for name, field in model.model_fields.items():
        path = field.alias or name
        found[path] = hint(field.description or "", (field.examples or [None])[0])
        for part in _models(field.annotation):
            described = {inner: text for inner, text in hints_of(part).items() if not text.startswith(" ")}
            found |= {f"{path}.{inner}": text for inner, text in described.items()}
    return found


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models in a field's type: of ``list[ActorIn] | None`` ActorIn."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def hint(description: str, example: object) -> str:
    if isinstance(example, list) and not isinstance(example[0], dict):
        example = example[0]
    shown = example if isinstance(example, str) else json.dumps(example)
    return f"{description} For example: {shown}"


def hinted(found: Iterable[Fault], hints: Mapping[str, str]) -> Iterable[Fault]:
    for fault in found:
        expected = fault.expected or hints.get(_NUMBER.sub("", fault.field)) or _names(fault, hints)
        yield Fault(
            where=fault.where, field=fault.field, code=fault.code, detail=fault.detail, expected=expected
        )


def _names(fault: Fault, hints: Mapping[str, str]) -> str | None:
    """For a name that is not known: the one that was meant, or all there are."""
    if not hints or not fault.code.startswith("unknown_"):
        return None
    within, _, name = fault.field.rpartition(".")
    within = _NUMBER.sub("", within)
    known = [path.rpartition(".")[2] for path in hints if path.rpartition(".")[0] == within]
    near = get_close_matches(name, known, n=1)
    return f"{near[0]}, perhaps" if near else "One of: " + ", ".join(known)


def _fault(error: Mapping[str, Any], where: str | None) -> Fault:
    # of a query's values each may be wrong, of a body's the place says which is
    location = [str(part) for part in error["loc"] if where or isinstance(part, str)]
    where, path = (where, location) if where else (location[0], location[1:])
    field = (error.get("ctx") or {}).get("field") or ".".join(path) or where
    code = error["type"]
    if code == "extra_forbidden":
        code, detail = f"unknown_{'parameter' if where == 'query' else 'field'}", "is not known here"
    else:
        detail = _WORDS.get(code) or _lower(error["msg"])
    return Fault(where=where, field=field, code=code, detail=detail)


def _lower(message: str) -> str:
    """pydantic's "Input should be ..." as the rest of a sentence that starts with the field's name."""
    return (
        message.removeprefix("Input ") if message.startswith("Input ") else message[:1].lower() + message[1:]
    )
