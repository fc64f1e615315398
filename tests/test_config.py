"""Settings come from the environment, are checked, and say what is wrong."""

import os
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.config import Settings


def test_without_an_environment_the_server_is_embedded_and_listens_to_this_machine_alone():
    settings = Settings()
    assert settings.database_url is None
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.data_dir.is_absolute()
    assert settings.worker_processes == len(os.sched_getaffinity(0))


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("postgres://u:p@h:5433/d", "postgresql+asyncpg://u:p@h:5433/d"),
        ("postgresql://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql+asyncpg://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql://u:p%40ss@h/d", "postgresql+asyncpg://u:p%40ss@h/d"),
        ("postgresql://u@/d?host=/run/pg", "postgresql+asyncpg://u@/d?host=%2Frun%2Fpg"),
        ("postgres://u@h/d?sslmode=require", "postgresql+asyncpg://u@h/d?ssl=require"),
    ],
)
@pytest.mark.parametrize("name", ["DATABASE_URL", "DATELINE_DATABASE_URL"])
def test_a_database_url_in_any_usual_form(monkeypatch, name, given, read):
    monkeypatch.setenv(name, given)
    assert Settings().database_url == read


def test_datelines_own_name_goes_before_the_common_one(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://common/d")
    monkeypatch.setenv("DATELINE_DATABASE_URL", "postgresql://own/d")
    assert Settings().database_url == "postgresql+asyncpg://own/d"


@pytest.mark.parametrize(
    "given", ["mysql://h/d", "sqlite:///x.db", "localhost:5432", "postgresql://h:port/d"]
)
def test_a_url_of_something_else_is_refused(monkeypatch, given):
    monkeypatch.setenv("DATABASE_URL", given)
    with pytest.raises(ValidationError, match="postgresql://"):
        Settings()


def test_an_empty_variable_is_an_unset_one(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("DATELINE_PORT", "")
    assert Settings().database_url is None
    assert Settings().port == 8000


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("DATELINE_DATA_DIR", "/srv/dateline", "data_dir", Path("/srv/dateline")),
        ("DATELINE_PORT", "9000", "port", 9000),
        ("DATELINE_LOG_LEVEL", "warning", "log_level", "warning"),
        ("DATELINE_LEASE_SECONDS", "0.5", "lease_seconds", 0.5),
    ],
)
def test_values_are_read_from_the_environment(monkeypatch, name, value, field, read):
    monkeypatch.setenv(name, value)
    assert getattr(Settings(), field) == read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_PORT", "70000"),
        ("DATELINE_TEXT_LIMIT_CHARS", "2000000"),
        ("DATELINE_WORKER_PROCESSES", "0"),
        ("DATELINE_LOG_LEVEL", "loud"),
    ],
)
def test_values_out_of_range_are_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_says_what_it_is_for(name):
    description = Settings.model_fields[name].description or ""
    assert re.fullmatch(r"[A-Z].{15,}\.", description)
