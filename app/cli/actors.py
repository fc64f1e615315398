"""``dateline actors``"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import httpx
import typer

from app.config import Settings

if TYPE_CHECKING:
    from app.actors.table import Merged

app = typer.Typer(
    help="Keep the desk's own actors: those of a file or of Wikidata, on top of the packaged ones.",
    no_args_is_help=True,
)

_YEARS = 10  # of officeholders that an update asks for


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or JSONL, described in docs/actors.md.")],
) -> None:
    """Add the actors of a file to the desk's table, or bring them up to date there.

    Good rows are taken, bad ones told by line and field, and ends with 1 if there were any.
    """
    # imported here: other commands should not wait for the tables
    from app.actors import rows, table

    folder = Settings().actors
    old = table.read(folder)
    checked = rows.check(file, old)
    _keep(folder, table.merge(old, checked.rows))
    for fault in checked.faults:
        print(fault, file=sys.stderr)
    if checked.faults:
        print(f"{len(checked.faults)} rows were not taken; mend them and import again.", file=sys.stderr)
        raise typer.Exit(1)


@app.command()
def update(
    country: Annotated[list[str], typer.Option(help="ISO code of a country to ask for; may be repeated.")],
    since: Annotated[
        int | None, typer.Option(help="Held office in this year or later; ten years ago.")
    ] = None,
    endpoint: Annotated[str, typer.Option(help="Address of the query service.")] = "",
    timeout: Annotated[float, typer.Option(min=1, help="Seconds to wait for each answer.")] = 60,
) -> None:
    """Ask a Wikidata query service who holds office, and bring the desk's table up to date.

    Heads of state and government and foreign ministers; if one answer fails, the table stays as it was.
    """
    from app.actors import table, wikidata

    folder = Settings().actors
    today = datetime.now(UTC).date()
    old = table.read(folder)
    found: list[tuple[str, table.Row]] = []
    with httpx.Client(timeout=timeout, follow_redirects=True) as client:
        for code in dict.fromkeys(code.upper() for code in country):
            url = endpoint or wikidata.ENDPOINT
            rows = wikidata.fetch(client, url, code, since or today.year - _YEARS, today)
            found += [(row["id"], row) for row in rows]
    _keep(folder, table.merge(old, found))


def _keep(folder: Path, merged: Merged) -> None:
    """Write the table and say what became of it; if nothing changed, the file is left alone."""
    from app.actors import table

    if merged.added or merged.changed:
        path = table.write(folder, merged.rows)
        note = f"; {path} has {len(merged.rows)}. Workers and servers read it when they start."
    else:
        note = ""
    print(f"{merged.added} actors added, {merged.changed} changed, {merged.same} as they were{note}")
