"""What can go wrong, by name. One table at the door (`app/api/problems.py`) turns a class into a status.

The docstring of a class is its message; fields in braces are filled from keyword arguments, which stay
readable as attributes: ``NotFound(kind="article", id=...)``.
"""

from __future__ import annotations

from functools import partial
from inspect import cleandoc
from typing import Any


class DatelineError(Exception):
    """Something went wrong."""

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(cleandoc(type(self).__doc__ or "").format(**details))

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), **self.details), ()

    def __getattr__(self, name: str) -> Any:
        if name in (details := self.__dict__.get("details", {})):
            return details[name]
        raise AttributeError(name)


class NotFound(DatelineError):
    """There is no {kind} with the id {id}."""


class Gone(DatelineError):
    """The {kind} {id} was retracted."""


class NotKnownYet(DatelineError):
    """The event {id} was not known yet at {moment}."""


class EventMoved(DatelineError):
    """The event {id} was merged into {new_id}."""


class EventGone(DatelineError):
    """Nobody reports the event {id} any more; /v1/events/{id}/history tells what it was."""


class CursorExpired(DatelineError):
    """{reason}; list the events anew and go on from /v1/changes?after=latest."""


class TooManyStreams(DatelineError):
    """{limit} streams are open, as many as this server takes; poll /v1/changes meanwhile, or raise
    DATELINE_STREAMS."""


class TooManyExports(DatelineError):
    """{limit} exports are being sent, as many as this server sends at once; try again when one has ended, read
    pages with `limit` instead, or raise DATELINE_EXPORTS."""


class Conflict(DatelineError):
    """{reason}"""


class Stale(DatelineError):
    """The event {id} has changed since: it is at version {version} now; look at it again and decide anew."""


class Invalid(DatelineError):
    """{field}: {reason}"""


class TooLarge(DatelineError):
    """{what} is larger than the {limit} {unit} allowed; raise {setting} to allow more."""


class DatabaseUnreachable(DatelineError):
    """The database at {address} does not answer: {reason}."""


class NotMigrated(DatelineError):
    """The database is at revision {found}, this program needs {needed}; run `dateline migrate`."""


class MigrationsMissing(DatelineError):
    """The migrations are not at {path}; run Dateline from its source folder or its image."""


class CannotPartition(DatelineError):
    """Something hangs on the tables that would be lost: {what}; take it away and make it again afterwards."""


class TooFewLocks(DatelineError):
    """{months} months are {relations} tables and indexes; set max_locks_per_transaction of the server to {needed} or
    more, it is {found}, and restart it."""


class EmbeddedPostgresError(DatelineError):
    """The embedded Postgres did not start: {reason}. Its log is {log}."""


class WrongMajorVersion(DatelineError):
    """The data folder {path} was made by PostgreSQL {found}, this program brings PostgreSQL {needed};
    dump it with the old version and load it with `psql`, or choose another DATELINE_DATA_DIR."""


class DiskFull(DatelineError):
    """The disk that holds {path} is full; free some space or choose another DATELINE_DATA_DIR."""


class DataFolderDenied(DatelineError):
    """The data folder {path} cannot be used by this user: {reason}; choose another DATELINE_DATA_DIR."""


class ExtractionFailed(DatelineError):
    """{reason}"""


class ExtractionTimedOut(ExtractionFailed):
    """Extraction took longer than {seconds} seconds."""


class ExtractionCrashed(ExtractionFailed):
    """The extraction process died ({how})."""


class ActorsBroken(DatelineError):
    """What is known of actors cannot be read: {reason}. Mend that line, or move the file out of DATELINE_ACTORS."""


class TooExpensive(DatelineError):
    """It takes longer than a question may take here; narrow the dates, add a condition, or ask for an export
    (format=ndjson or format=csv without limit)."""


class ModelMissing(DatelineError):
    """The spaCy model {model} is not installed; run `pip install {model}` or change DATELINE_SPACY_MODEL."""
