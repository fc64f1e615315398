from datetime import timedelta

import pytest
from pydantic import ValidationError

from app.models import now
from app.schemas.articles import ArticleIn
from app.schemas.limits import Limits

LIMITS = Limits(now=now(), future=timedelta(hours=24), text_chars=20)
GOOD = {"text": "Iran struck.", "published_at": "2024-11-05"}


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"text": "a" * 21}, "text", "text_too_long"),
        ({"author": "me"}, "author", "extra_forbidden"),
        ({"title": ""}, "title", "blank"),
        ({"title": "a" * 2001}, "title", "string_too_long"),
        ({"language": "EN"}, "language", "string_pattern_mismatch"),
        ({"language": "english"}, "language", "string_pattern_mismatch"),
        ({"url": "news.example/a"}, "url", "not_a_web_address"),
        ({"url": "ftp://news.example/a"}, "url", "not_a_web_address"),
        ({"url": "javascript:alert(1)"}, "url", "not_a_web_address"),
        ({"url": "https://"}, "url", "not_a_web_address"),
        ({"url": "https://news.example:99999/"}, "url", "not_a_web_address"),
        ({"url": "https://news.example/a b"}, "url", "not_a_web_address"),
        ({"url": "https://[::1"}, "url", "not_a_web_address"),
        ({"url": "https://a/" + "a" * 2000}, "url", "string_too_long"),
        ({"external_id": "a" * 256}, "external_id", "string_too_long"),
        ({"external_id": 7}, "external_id", "string_type"),
    ],
)
def test_each_fault_has_its_own_code(fields, field, code):
    with pytest.raises(ValidationError) as caught:
        ArticleIn.model_validate(GOOD | fields, context=LIMITS)
    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [((field,), code)]


def test_all_faults_are_named_at_once():
    with pytest.raises(ValidationError) as caught:
        ArticleIn.model_validate({"text": " ", "url": "x", "a": 1}, context=LIMITS)
    assert {error["loc"][0] for error in caught.value.errors()} == {"text", "published_at", "url", "a"}


def test_absent_and_null_are_the_same():
    nulls = {"title": None, "url": None, "source": None, "language": None, "external_id": None}
    assert ArticleIn.model_validate(GOOD | nulls) == ArticleIn.model_validate(GOOD)
