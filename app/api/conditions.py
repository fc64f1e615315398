"""ETag, If-Match and If-None-Match: an editor changes only what he has seen, a reader reads only what is new."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from app.api.problems import Unconditional
from app.errors import Invalid
from app.store.editing import Versions

_TAG = re.compile(r'\s*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)')  # RFC 9110, 8.8.3

IfMatchHeader = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The ETag of the event as it was seen, or * for whatever it is.",
        examples=['"3"'],
    ),
]


def etag(version: int) -> str:
    """The ETag of an event at ``version``."""
    return f'"{version}"'


def tagged(response: Response, version: int | None) -> None:
    """Say which version the answer is about, so that the next act need not ask."""
    if version is not None:
        response.headers["ETag"] = etag(version)


async def required(if_match: IfMatchHeader = None) -> Versions:
    """The versions that the caller has seen. Raises Unconditional without the header."""
    if if_match is None:
        raise Unconditional()
    return parse(if_match)


async def optional(if_match: IfMatchHeader = None) -> Versions:
    return None if if_match is None else parse(if_match)


def parse(header: str) -> Versions:
    """None for any version. A weak tag and one of somebody else's match nothing. Raises Invalid if it is no list
    of tags."""
    if header.strip() == "*":
        return None
    at, seen = 0, set()
    while at < len(header):
        tag = _TAG.match(header, at)
        if tag is None:
            reason = 'is no list of ETags; send one as it came, with its quotes, such as "3"'
            raise Invalid(field="If-Match", location="header", code="bad_etag", reason=reason)
        weak, value = tag.groups()
        if not weak and value.isascii() and value.isdigit():
            seen.add(int(value))
        at = tag.end()
    return seen


def unchanged(header: str, tag: str) -> bool:
    """Whether an If-None-Match names ``tag``, weak or not (RFC 9110, 13.1.2). One that is no list names nothing."""
    return header.strip() == "*" or tag.removeprefix("W/") in {
        f'"{found[2]}"' for found in _TAG.finditer(header)
    }


Seen = Annotated[Versions, Depends(required)]
SeenPerhaps = Annotated[Versions, Depends(optional)]
