from datetime import UTC, datetime

import pytest

from app.store.canonical import canonical_url, content_hash


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://News.Example/a", "https://news.example/a"),
        ("http://news.example/a", "https://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a/", "https://news.example/a"),
        ("https://news.example/", "https://news.example"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
        ("https://news.example/a?fbclid=1&id=7", "https://news.example/a?id=7"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        ("https://news.example/a?q=", "https://news.example/a?q="),
        ("https://news.example/%7Euser/%C3%BC", "https://news.example/~user/%C3%BC"),
        ("https://news.example/ü", "https://news.example/%C3%BC"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://user@news.example/a", "https://news.example/a"),
        ("https://[::1]:8000/a", "https://[::1]:8000/a"),
    ],
)
def test_links_to_one_page_have_one_form(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a?id=1", "https://news.example/a?id=2"),
        ("https://news.example/a", "https://www.news.example/a"),
    ],
)
def test_links_to_different_pages_stay_apart(one, other):
    assert canonical_url(one) != canonical_url(other)


def test_a_canonical_form_is_its_own_canonical_form():
    url = canonical_url("http://News.example:80/a%20b/?z=1&utm_id=3&a=%2F#x")
    assert canonical_url(url) == url


def test_content_is_text_and_time():
    moment = datetime(2024, 11, 5, tzinfo=UTC)
    assert content_hash("a", moment) == content_hash("a", moment)
    assert content_hash("a", moment) != content_hash("b", moment)
    assert content_hash("a", moment) != content_hash("a", moment.replace(day=6))
