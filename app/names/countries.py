"""Names of countries in the languages that many newsrooms write, from Unicode's CLDR as babel packages it."""

from __future__ import annotations

from functools import cache

from babel import Locale

LANGUAGES = (
    *("ar", "fa", "ur", "he", "tr", "ku", "ps", "hi", "bn", "ta", "id", "vi", "th", "zh_Hans", "zh_Hant", "ja", "ko"),
    *("ru", "uk", "be", "sr", "bg", "el", "ka", "hy", "az", "kk", "uz"),
    *("de", "fr", "es", "pt", "it", "nl", "pl", "cs", "ro", "hu", "sv", "fi", "am", "sw", "so", "my"),
)  # fmt: skip


@cache
def names(code: str) -> tuple[str, ...]:
    """What the country with this ISO 3166-1 code is called, each name once; none for a code that CLDR has not."""
    found = (Locale.parse(language).territories.get(code) for language in LANGUAGES)
    return tuple(dict.fromkeys(name for name in found if name))
