"""Link: which actors, places and times belong to an act, learned from annotated articles."""

from app.extract.link.candidates import Candidate, candidates
from app.extract.link.linker import Link, Linker

__all__ = ["Candidate", "Link", "Linker", "candidates"]
