"""A name for what reads articles: the same as long as nothing that bears on reports has changed."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from app import __version__

_CODE = Path(__file__).parent


def fingerprint(model: str, actors: Path | None = None) -> str:
    """The program's version with a hash over extraction's own code and data, the language model ``model`` and the
    file of the desk's own ``actors``, if there is one."""
    found = hashlib.sha256(f"{model} {version('spacy')}".encode())
    for path in sorted(_CODE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(str(path.relative_to(_CODE)).encode())
            found.update(path.read_bytes())
    if actors is not None and actors.is_file():
        found.update(actors.read_bytes())
    return f"{__version__}-{found.hexdigest()[:12]}"
