"""Parting events by month and putting them together again: nothing is lost and no answer changes."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import httpx
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from app.config import Settings
from app.db import create_engine, session_maker
from app.errors import CannotPartition
from app.models import new_id, now
from app.store.partitions import Month, month_of, months
from tests.api.conftest import serving
from tests.conftest import execute, fetch
from tests.partitions.conftest import TABLES, part, put_together, spread
from tests.store.conftest import APART, telling
from tests.store.happenings import happening

QUESTIONS = [
    "/v1/events?limit=100",
    "/v1/events?sort=date&limit=100",
    "/v1/events?sort=-updated&limit=100",
    "/v1/events?country=IR&limit=100",
    "/v1/events?actor=country:IR&limit=100",
    "/v1/events?type=visit&limit=100",
    "/v1/events?q=Tehran&limit=100",
    "/v1/events?start=2024-11-01&end=2024-11-30&limit=100",
    "/v1/events?as_of=2124-01-01&limit=100",
    "/v1/timeline?by=month",
    "/v1/timeline?by=day",
    "/v1/changes?after=first",
]
