"""The command ``dateline``. Errors are one line on standard error that says what to do."""

from __future__ import annotations

import logging
import sys
from typing import Annotated, Any

import asyncpg
import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from app.cli import (
    actors,
    bench,
    doctor,
    evaluate,
    extract,
    ingest,
    migrate,
    partition,
    recount,
    reextract,
    serve,
    worker,
)
from app.config import Settings
from app.errors import DatelineError

app = typer.Typer(
    name="dateline",
    help="Turns news articles into dated, sourced, located geopolitical events and serves their timelines.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for module in (serve, worker, migrate, partition, recount, ingest, reextract, extract, evaluate, doctor):
    app.command(module.__name__.rsplit(".", 1)[-1])(module.command)
app.add_typer(actors.app, name="actors")
app.add_typer(bench.app, name="bench")


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """What stands before the command's name; `main` has read it already."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        status = typer.main.get_command(app)(arguments, prog_name="dateline", standalone_mode=False)
    except Exception as error:
        if "--debug" in arguments:
            raise
        print(f"dateline: {one_line(error)}", file=sys.stderr)
        status = getattr(error, "exit_code", 1)
    logging.shutdown()
    sys.exit(status if isinstance(status, int) else 0)


def one_line(error: Exception) -> str:
    """What went wrong and what to do, without a line break."""
    return " ".join(_words(error).split())


def _words(error: Exception) -> str:
    if hasattr(error, "format_message"):  # a wrong option or argument
        return f"{error.format_message().rstrip('.')}. See dateline --help."
    if isinstance(error, DatelineError):
        return str(error)
    if isinstance(error, ValidationError) and error.title == Settings.__name__:
        return "; ".join(_wrong_setting(fault) for fault in error.errors())
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    if isinstance(error, SQLAlchemyError | asyncpg.PostgresError | OSError):
        return f"The database failed: {error}. `dateline doctor` looks at what is wrong."
    return f"{type(error).__name__}: {error}. `dateline --debug ...` shows where it came from."


def _wrong_setting(fault: Any) -> str:
    """One setting that cannot be read, by the variable that holds it."""
    name = str(fault["loc"][0])
    variable = name if name.isupper() else f"DATELINE_{name.upper()}"
    return f"{variable} is {fault['input']!r}: {fault['msg'].removeprefix('Value error, ')}"
