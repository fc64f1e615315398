"""Atom as RFC 4287 has it, latest change first: what feed readers subscribe to."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from app.api.formats.shape import Document, Page
from app.api.formats.words import clean, lines
from app.schemas.events import EventOut
from app.schemas.queries import EventQuery

_SPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:georss": "http://www.georss.org/georss"}
_NEVER = datetime.fromtimestamp(0, UTC)  # a feed must say when it changed, an empty one too


def by_change(wanted: EventQuery) -> EventQuery:
    """Readers take the first page alone: what changed last must be on it, unless another order is asked for."""
    return wanted if "sort" in wanted.model_fields_set else wanted.model_copy(update={"sort": "-updated"})


def feed(page: Page) -> bytes:
    """A feed's id stays the same from poll to poll and differs from query to query."""
    root = Element("feed", _SPACES)
    _text(root, "id", uuid5(NAMESPACE_URL, page.self).urn)
    _text(root, "title", page.title)
    _text(root, "updated", _moment(max((event.updated_at for event in page.events), default=_NEVER)))
    _text(SubElement(root, "author"), "name", "Dateline")
    SubElement(root, "link", rel="self", type="application/atom+xml", href=page.self)
    if page.next:
        SubElement(root, "link", rel="next", type="application/atom+xml", href=page.next)  # RFC 5005
    for event in page.events:
        _entry(root, event, page.base)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: Element, event: EventOut, base: str) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", event.id.urn)
    _text(entry, "title", event.summary)
    _text(entry, "updated", _moment(event.updated_at))
    _text(entry, "published", _moment(event.ingested_at))
    href = f"{base}v1/events/{event.id}"
    SubElement(entry, "link", rel="alternate", type="application/json", href=href)
    for term in (event.type, event.family):
        SubElement(entry, "category", term=term)
    _text(entry, "summary", "\n".join(lines(event)))
    place = event.location
    if place and place.latitude is not None and place.longitude is not None:
        _text(entry, "georss:point", f"{place.latitude} {place.longitude}")


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean(text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


ATOM = Document(media_type="application/atom+xml; charset=utf-8", whole=feed, meant=by_change)
