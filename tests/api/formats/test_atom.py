from xml.etree import ElementTree

import pytest

from app.api.formats.atom import ATOM
from app.api.formats.shape import Page
from app.schemas.queries import EventQuery
from tests.api.formats.build import ID, event, place

SPACE = {"a": "http://www.w3.org/2005/Atom", "georss": "http://www.georss.org/georss"}


def page(*events, **fields):
    values = {
        "title": "Dateline",
        "base": "http://x.example/",
        "self": "http://x.example/v1/events",
        "next": None,
    }
    return Page(**{"events": events} | values | fields)


def read(*events, **fields):
    return ElementTree.fromstring(ATOM.whole(page(*events, **fields)))


def text(root, path):
    return root.findtext(path, namespaces=SPACE)


def test_what_a_feed_must_have():
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated in both, an author, links."""
    feed = read(event(updated_at="2024-11-07T00:00:00Z"), event(updated_at="2024-11-08T01:02:03.5Z"))
    assert feed.tag == f"{{{SPACE['a']}}}feed"
    assert text(feed, "a:id").startswith("urn:uuid:")
    assert (text(feed, "a:title"), text(feed, "a:author/a:name")) == ("Dateline", "Dateline")
    assert text(feed, "a:updated") == "2024-11-08T01:02:03.500000Z"
    entry = feed.find("a:entry", SPACE)
    assert text(entry, "a:id") == f"urn:uuid:{ID}"
    assert (text(entry, "a:title"), text(entry, "a:updated")) == (
        "Araji visits Tehran",
        "2024-11-07T00:00:00Z",
    )
    assert entry.find("a:link", SPACE).get("href") == f"http://x.example/v1/events/{ID}"
    assert [one.get("term") for one in entry.findall("a:category", SPACE)] == ["visit", "diplomacy"]
    assert text(entry, "georss:point") == "35.69 51.42"


def test_an_empty_feed_is_a_feed():
    feed = read()
    assert text(feed, "a:updated") == "1970-01-01T00:00:00Z"
    assert feed.find("a:entry", SPACE) is None


def test_a_feed_keeps_its_id_and_differs_from_others():
    first, again, other = read(), read(event()), read(self="http://x.example/v1/events?country=IR")
    assert text(first, "a:id") == text(again, "a:id") != text(other, "a:id")


def test_the_next_page_is_linked():
    links = {
        one.get("rel"): one.get("href") for one in read(next="http://x.example/n").findall("a:link", SPACE)
    }
    assert links == {"self": "http://x.example/v1/events", "next": "http://x.example/n"}


@pytest.mark.parametrize("bad", ["\x01", "\x0b", "\x1f", "\ufffe", "\x7f"])
def test_what_xml_cannot_hold_is_left_out(bad):
    feed = read(event(summary=f"<b>&{bad}x</b>"), title=f"{bad}q")
    assert text(feed, "a:entry/a:title") == "<b>&x</b>"
    assert text(feed, "a:title") == "q"


def test_a_place_without_a_point():
    feed = read(event(location=place(latitude=None, longitude=None)))
    assert feed.find("a:entry/georss:point", SPACE) is None


def test_the_latest_change_comes_first_unless_another_order_is_asked_for():
    assert ATOM.meant(EventQuery()).sort == "-updated"
    assert ATOM.meant(EventQuery(sort="date")).sort == "date"
