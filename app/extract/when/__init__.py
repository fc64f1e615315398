"""Time in news: find time expressions, resolve them against publication, and date events by them."""

from app.extract.when.expressions import find_times
from app.extract.when.story import best_date, date_of

__all__ = ["best_date", "date_of", "find_times"]
