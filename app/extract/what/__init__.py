"""What happened: the words that name an act, its type, whether it is a fact, and its toll."""

from app.extract.what.lexicon import Lexicon
from app.extract.what.scorer import Scorer
from app.extract.what.triggers import Judged, find_triggers, judge_words

__all__ = ["Judged", "Lexicon", "Scorer", "find_triggers", "judge_words"]
