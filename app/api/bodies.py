"""Reading request bodies: type, size, encoding and JSON are checked one after the other."""

import json
from collections.abc import AsyncIterator, Callable, Coroutine
from email.message import Message
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel

from app.api.faults import validate
from app.api.problems import Malformed, UnsupportedMedia
from app.api.state import StateDep
from app.errors import TooLarge
from app.schemas.articles import ArticleIn, ExtractIn
from app.schemas.limits import Limits

# What is still read, and thrown away, of a body that is too large: most clients read the answer only after
# they have sent everything.
_DRAINED = 8_000_000


def check_type(request: Request, *allowed: str) -> None:
    """Raises UnsupportedMedia unless the body is uncompressed, in UTF-8 and of an ``allowed`` type."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "nothing/nothing")
    if header.get_content_type() not in allowed:
        given = request.headers.get("content-type") or "none"
        raise UnsupportedMedia(reason=f"The content type is {given}; send {' or '.join(allowed)}.")
    if (charset := header.get_content_charset("utf-8")) not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMedia(reason=f"The charset is {charset}; send UTF-8.")
    if (coding := request.headers.get("content-encoding", "identity").lower()) != "identity":
        raise UnsupportedMedia(reason=f"The body is encoded with {coding}; send it as it is.")


async def read_json(request: Request, limit: int) -> Any:
    """The body as a JSON value. Raises UnsupportedMedia, TooLarge or Malformed."""
    check_type(request, "application/json")
    whole = bytearray()
    async for chunk in _within(request, limit):
        whole += chunk
    return parse_json(bytes(whole))


async def _within(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body's chunks. Raises TooLarge as soon as ``limit`` bytes are passed, whatever was announced."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit + _DRAINED:
            break
        if size <= limit:
            yield chunk
    if size > limit:
        raise TooLarge(what="The body", limit=limit, unit="bytes", setting="DATELINE_BODY_LIMIT_BYTES")


def parse_json(body: bytes) -> Any:
    """``body`` as JSON. Raises Malformed, saying where it goes wrong."""
    if not body.strip():
        raise Malformed(reason="The body is empty; send a JSON object.")
    try:
        text = body.decode("utf-8")
        if (at := text.find("\0")) >= 0:
            raise Malformed(reason=f"The body holds a NUL byte at character {at}; remove it.")
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        byte = body[error.start]
        raise Malformed(
            reason=f"The body is not UTF-8: byte 0x{byte:02x} at position {error.start} fits nowhere."
        ) from error
    except json.JSONDecodeError as error:
        raise Malformed(
            reason=f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from error
    except RecursionError as error:
        raise Malformed(reason="The body is not JSON that can be read: it is nested too deep.") from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Malformed(reason=f"The key {twice[:80]!r} stands in one object twice; send it once.")
    return found


def _refuse_constant(name: str) -> None:
    raise Malformed(reason=f"The body is not JSON: {name} is no JSON number.")


def body(model: type[BaseModel]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """A dependency that reads the request's body as ``model``."""

    async def read(request: Request, state: StateDep) -> Any:
        value = await read_json(request, state.settings.body_limit_bytes)
        return validate(model, value, Limits.of(state.settings))

    return read


ArticleBody = Annotated[ArticleIn, Depends(body(ArticleIn))]
ExtractBody = Annotated[ExtractIn, Depends(body(ExtractIn))]


def described(model: type[BaseModel]) -> dict[str, Any]:
    """The body for OpenAPI: the framework cannot see what it does not read itself."""
    schema = _inlined(model.model_json_schema())
    example = {
        name: field["examples"][0] for name, field in schema["properties"].items() if "examples" in field
    }
    content = {"application/json": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """``schema`` with each part in its place: its references would be looked for in the document, not in it."""
    parts = schema.get("$defs", {})

    def put(value: Any) -> Any:
        if isinstance(value, list):
            return [put(entry) for entry in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:
            rest = {name: entry for name, entry in value.items() if name != "$ref"}
            return put(parts[value["$ref"].rsplit("/", 1)[1]]) | rest
        return {name: put(entry) for name, entry in value.items() if name != "$defs"}

    found: dict[str, Any] = put(schema)
    return found
