"""Every error is a problem, whoever finds it."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.exc import DBAPIError, IntegrityError

from app import errors
from app.api import problems


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("GET", "/", 404, "not-found"),
        ("GET", "/v1/nothing", 404, "not-found"),
        ("POST", "/v1/events", 405, "method-not-allowed"),
        ("DELETE", "/v1/articles", 405, "method-not-allowed"),
        ("PATCH", "/v1/types", 405, "method-not-allowed"),
        ("GET", "/v1/events/seven", 422, "invalid-request"),
        ("GET", "/v1/events", 503, "database-unreachable"),
        ("GET", "/metrics", 503, "database-unreachable"),
    ],
)
def test_an_error_is_a_problem(lonely, method, path, status, name):
    answer = lonely.request(method, path)
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["type"] == f"urn:dateline:problem:{name}"
    assert body["title"]
    assert body["detail"]
    assert ("retry-after" in answer.headers) == (status == 503)


def test_a_wrong_method_is_told_the_right_one(lonely):
    assert lonely.post("/v1/types").headers["allow"] == "GET"


def raising(error: Exception) -> TestClient:
    app = FastAPI()
    problems.install(app)

    @app.get("/")
    async def fail() -> None:
        raise error

    return TestClient(app, raise_server_exceptions=False)


SECRET = "select password from users"


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (errors.NotFound(kind="event", id=7), 404, "There is no event with the id 7."),
        (errors.Gone(kind="article", id=7), 410, "The article 7 was retracted."),
        (errors.Conflict(reason="Both."), 409, "Both."),
        (errors.Invalid(field="cursor", reason="is no cursor"), 422, "cursor is no cursor"),
        (errors.ExtractionTimedOut(seconds=3), 503, "Extraction took longer than 3 seconds."),
        (errors.ExtractionCrashed(how="killed"), 500, r"The extraction process died \(killed\)."),
        (errors.ModelMissing(model="xx"), 503, "The spaCy model xx is not installed"),
        (IntegrityError(SECRET, {}, Exception()), 409, "Send the request again."),
        (DBAPIError(SECRET, {}, Exception()), 503, "Try again"),
        (OSError(SECRET), 503, "Try again"),
        (KeyError(SECRET), 500, "Something went wrong on our side"),
    ],
)
def test_a_class_has_a_status_and_no_inner_word_gets_out(error, status, words):
    answer = raising(error).get("/")
    assert answer.status_code == status
    assert re.match(words, answer.json()["detail"])
    assert "password" not in answer.text


def test_a_quoted_half_of_a_pair_can_be_sent():
    answer = raising(errors.Conflict(reason="\ud800")).get("/")
    assert answer.status_code == 409
