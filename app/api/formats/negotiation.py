"""Which format an Accept header asks for, as RFC 9110 (12.5.1) has it."""

import re
from typing import NamedTuple

from app.api.problems import NotAcceptable
from app.schemas.formats import FORMATS, Format

# The first that equally well fits is taken. TimelineJS has no media type of its own: only `format` asks for it.
MEDIA_TYPES: dict[str, Format] = {
    "application/json": "json",
    "application/x-ndjson": "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "ndjson",
    "text/csv": "csv",
    "application/geo+json": "geojson",
    "application/atom+xml": "atom",
    "text/calendar": "ics",
}
_QUALITY = re.compile(r"[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*", re.IGNORECASE)


class Range(NamedTuple):
    """``precision``: 2 names a type in full, 1 a family such as text/*, 0 is */*."""

    precision: int
    name: str
    quality: float

    def fits(self, media_type: str) -> bool:
        if self.precision == 2:
            return self.name == media_type
        return self.precision == 0 or media_type.startswith(self.name)


def negotiated(accept: str | None, asked: Format | None) -> Format:
    """``asked`` counts before the header. Raises NotAcceptable if the header names nothing that there is."""
    if asked:
        return asked
    ranges = sorted((_range(part) for part in (accept or "*/*").split(",") if part.strip()), reverse=True)
    found = [(_quality(media_type, ranges), media_type) for media_type in MEDIA_TYPES]
    (quality, _), best = max(found, key=lambda one: one[0], default=((0.0, 0), ""))
    if not quality:
        raise NotAcceptable(formats=", ".join(FORMATS), types=", ".join(MEDIA_TYPES))
    return MEDIA_TYPES[best]


def _quality(media_type: str, ranges: list[Range]) -> tuple[float, int]:
    """By the range that names it best, and how well that names it: of equals, what was named in full is meant."""
    return next(((one.quality, one.precision) for one in ranges if one.fits(media_type)), (0.0, 0))


def _range(text: str) -> Range:
    """Parameters other than q are passed over, and a q that is none counts as 1."""
    name, *parameters = text.strip().lower().split(";")
    name = name.strip()
    quality = next((float(found[1]) for one in parameters if (found := _QUALITY.fullmatch(one))), 1.0)
    if name in ("*/*", "*"):
        return Range(0, "", quality)
    return Range(1, name[:-1], quality) if name.endswith("/*") else Range(2, name, quality)
