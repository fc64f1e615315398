"""A name made comparable: without case and accents in its own script, in Latin letters, and by its consonants."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

LONGEST = 100  # characters of a name that are compared; what is longer is no name that anybody types

# Letters that Unicode does not take apart into a base letter and a mark, and Arabic ones that keyboards of
# Arabic, Persian and Urdu write differently.
_SAME = str.maketrans(
    {
        **{"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ǝ": "a"},
        **{"ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "گ": "ك", "ة": "ه", "ۀ": "ه", "ٱ": "ا", "ـ": None, "\u200c": " "},
    }
)  # fmt: skip
_DROP = re.compile(r"[.'’‘`´ʻʼʿʾʹʺ\"“”׳״·・\u200b-\u200f\u2060\ufeff]")
_GAP = re.compile(r"[^\w]+|_+")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_MARK = re.compile(r"['`]")  # of soft signs, glottal stops: letters, not gaps

# One sound, many writings of it: Gaddafi, Qadhafi, Kadhafi; Lutsk, Luzk; Francisco, Fransisko.
_SOUNDS = (
    ("kh", "h"),
    ("ph", "f"),
    ("tch", "s"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "s"),
    ("ts", "s"),
    ("tz", "s"),
    ("dh", "d"),
)
_SOFT = re.compile(r"c(?=[eiy])")
_LETTERS = str.maketrans("gqcxzvj", "kkkksfy")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouwyh]+")


def fold(name: str) -> str:
    """``name`` as it is compared within its script: one space between words, no case, accents or punctuation.

    >>> fold("Al-Hasakah"), fold("Zəngilan"), fold("N'Djamena"), fold("أَنْقَرَة")
    ('al hasakah', 'zangilan', 'ndjamena', 'انقره')
    """
    text = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(_SAME)
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _GAP.sub(" ", _DROP.sub("", text)).strip()[:LONGEST].rstrip()


def latin(folded: str) -> str:
    """A folded name in the letters a to z, by anyascii's tables: without the vowels that its script does not write.

    >>> latin("иран"), latin("طهران"), latin("北京")
    ('iran', 'thrn', 'beijing')
    """
    plain = _MARK.sub("", anyascii(folded).lower())
    return _NO_LETTER.sub(" ", plain).strip()[:LONGEST].rstrip()


def skeleton(plain: str) -> str:
    """The consonants of a name in Latin letters, like ones as one: what writings of a foreign name have in common.

    >>> skeleton("muhammad"), skeleton("mohamed"), skeleton("qadhafi"), skeleton("gaddafi"), skeleton("aden")
    ('mmd', 'mmd', 'kdf', 'kdf', 'adn')
    """
    return "".join(_consonants(word) for word in plain.split())


def _consonants(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = _DOUBLE.sub(r"\1", _SOFT.sub("s", word).translate(_LETTERS))
    first = (
        "a" if word[:1] in tuple("aeiouwyh") else ""
    )  # which vowel it begins with differs, that it does not
    return first + _VOWELS.sub("", word)
