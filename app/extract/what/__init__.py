"""What happened: the words that name an act, its type, whether it is a fact, and its toll."""

from app.extract.what.lexicon import Lexicon
from app.extract.what.scorer import Scorer
from app.extract.what.triggers import find_triggers

__all__ = ["Lexicon", "Scorer", "find_triggers"]
