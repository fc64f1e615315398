"""Direct quotes and who speaks them.

Each quote takes the cue that stands closest to it in the way news is written: right after it (", said X"), right
before it ("X said:"), above it in the tree, then merely near. Without one, speech goes on from the quote or the
sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.extract.records import ActorMention, Document, Quote, Sentence
from app.extract.who.arguments import Clause
from app.extract.who.cast import Cast
from app.extract.who.cues import Cue, cues_of, is_cue
from app.extract.who.marks import Marked, marked
from app.extract.who.terms import is_term
from app.extract.who.voices import Voice, voice_of, voice_of_mention

_SIGNED = re.compile(r"[.,]?[\"”»]?\s*[―—–]\s*")
_LABEL = re.compile(r"[\"“\s]*([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s")  # "PENCE: Well, look"
_LABELS = re.compile(r"^[\"“]?[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}:\s", re.MULTILINE)
_NAME = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,4}(?=\s*$)", re.MULTILINE)
_NOTHING = re.compile(r"[\s\"“”„«»'‘’`,.;:!?)(…—–-]*")
_GOES_ON = re.compile(r"[,?!—–-][\"”»'’)\s]*$")  # how a quote ends that a tag follows
_TITLE = re.compile(r"[\s\"”»'’,]*(?:[A-Z][\w.]*\s+|the\s+|state\s+){0,5}")  # "Rep. " before a name
_OWNED = re.compile(r"\S+(?: [A-Z]\S+)*['’]s\b")  # "Obama's former strategist said"
_TAG = re.compile(r"[^\"“”«»\n.;]{0,60}")

_TAGGED = 3.0  # the cue touches the quote
_ABOVE = 2.2  # the quote hangs on the cue
_NEAR = 1.5  # the cue stands in the same sentence
_EACH_WORD = 0.04  # for every word between
_LEAST = 0.1  # however far it is
_INNER = 0.5  # what somebody believes, or is said to be asked to say, yields to who says so


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """A quote that has been given its speaker, for those that go on from it."""

    paragraph: int
    span: Marked
    voice: Voice | None


def attribute(doc: Document, cast: Cast) -> tuple[Quote, ...]:
    """Every direct quote in the order of the text, with its speaker where one is told."""
    return _Attributor(doc, cast).quotes()


class _Attributor:
    """One article's quotes, cues and trees."""

    def __init__(self, doc: Document, cast: Cast) -> None:
        self.doc = doc
        self.cast = cast
        self.spans = marked(doc.text)
        self.cues: dict[int, list[Cue]] = {
            sentence.index: list(cues_of(sentence, cast, self.spans)) if self.spans else []
            for sentence in doc.sentences
        }

    def quotes(self) -> tuple[Quote, ...]:
        found: list[Quote] = []
        before: _Spoken | None = None
        for span in self.spans:
            sentences = [s for s in self.doc.sentences if s.start < span.end and s.end > span.start]
            if not sentences:
                continue
            term = is_term(self.doc.text, span)
            voice = self._cued(span, sentences, term) if term else self._voice(span, sentences, before)
            found.append(self._quote(span, voice))
            if not term:
                before = _Spoken(paragraph=sentences[-1].paragraph, span=span, voice=voice)
        return tuple(found)

    def _quote(self, span: Marked, voice: Voice | None) -> Quote:
        return Quote(
            text=self.doc.text[span.start : span.end],
            start=span.start,
            end=span.end,
            speaker=voice.name if voice else None,
            speaker_entity=voice.entity if voice else None,
        )

    def _voice(self, span: Marked, sentences: Sequence[Sentence], before: _Spoken | None) -> Voice | None:
        return (
            self._labelled(span, sentences[0])
            or self._signed(span)
            or self._cued(span, sentences)
            or self._from_before(before, span, sentences[0])
        )

    def _from_before(self, before: _Spoken | None, span: Marked, sentence: Sentence) -> Voice | None:
        """Speech goes on: from the last quote of the paragraph, from the sentence before, from the last paragraph."""
        carried = self._carried(before, span, sentence) if before is not None else None
        if before is not None and before.paragraph == sentence.paragraph:
            return carried or self._announced(sentence, span)
        return self._announced(sentence, span) or carried

    def _labelled(self, span: Marked, sentence: Sentence) -> Voice | None:
        """The speaker of a transcript: "PENCE: Well, look"."""
        label = _LABEL.match(self.doc.text, max(0, sentence.start - 1))
        if label is None or label.end() > span.end:
            return None
        surname = label[1].split()[-1].lower()
        for entity in self.cast.entities:
            if entity.kind == "person" and entity.name.lower().split()[-1] == surname:
                return Voice(name=entity.name, entity=entity.index)
        transcript = len(_LABELS.findall(self.doc.text)) > 1  # a single one may be a dateline: "BAGHDAD: ..."
        return Voice(name=label[1], entity=None) if transcript else None

    def _signed(self, span: Marked) -> Voice | None:
        """A name after a dash under the quote: "..." — Jane Doe."""
        match = _SIGNED.match(self.doc.text, span.end)
        if match is None:
            return None
        name = _NAME.match(self.doc.text, match.end())
        return self._person_at(match.end(), match.end()) or (
            Voice(name=name[0], entity=None) if name else None
        )

    def _person_at(self, first: int, last: int) -> Voice | None:
        """The person whose mention begins between two places of the text."""
        for mention in self.cast.mentions:
            if first <= mention.start <= last and mention.kind == "person" and mention.form == "name":
                return self._of(mention)
        return None

    def _of(self, mention: ActorMention) -> Voice:
        return Voice(name=self.cast.entity(mention).name, entity=mention.entity)

    def _cued(self, span: Marked, sentences: Sequence[Sentence], term: bool = False) -> Voice | None:
        """The voice of the best cue in the sentences that the quote runs through, or in the tag cut off after it.

        A mere term is spoken only if its cue touches it or governs it as a name: "called it 'The Big Lie'".
        """
        above = self._above(span, sentences)
        weighed = [
            (self._weight(cue, span, (cue.sentence, cue.token) in above), cue.voice)
            for sentence in sentences
            for cue in self.cues[sentence.index]
            if not term or cue.word <= span.start
        ]
        if not term:
            weighed += [(_TAGGED - 0.1, cue.voice) for cue in self._cut_off(span, sentences[-1])]
            named = self._named_after(span)
            weighed += [(_TAGGED - 0.2, named)] if named else []
            led = self._led_in(span, sentences[0])
            weighed += [(_TAGGED + 0.05, led)] if led else []
        best = max(weighed, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] > (_TAGGED - 0.5 if term else 0) else None

    def _above(self, span: Marked, sentences: Sequence[Sentence]) -> set[tuple[int, int]]:
        """The tokens that the words of the quote hang on."""
        found: set[tuple[int, int]] = set()
        for sentence in sentences:
            tree = self.cast.trees[sentence.index]
            for token in sentence.tokens:
                if span.start <= token.start < span.end:
                    found.update((sentence.index, above.index) for above in tree.ancestors(token))
        return found

    def _weight(self, cue: Cue, span: Marked, above: bool) -> float:
        if cue.start >= span.end:
            gap = self.doc.text[span.end : cue.start]
            if _NOTHING.fullmatch(gap) and not cue.weak:
                said = self.doc.text[span.start : span.end] + gap
                return _TAGGED if _GOES_ON.search(said) else _ABOVE - 0.1
        else:
            gap = self.doc.text[min(cue.word, span.start) : span.start]
            if _NOTHING.fullmatch(gap) and cue.word <= span.start:
                return _TAGGED + (0.1 if not cue.weak else -0.4)
        weight = (_ABOVE if above else _NEAR) - _EACH_WORD * len(gap.split()) - (_INNER if cue.inner else 0.0)
        if cue.weak:
            return weight - (_ABOVE - _NEAR) if above else 0.0
        return max(weight, _LEAST)

    def _cut_off(self, span: Marked, last: Sentence) -> list[Cue]:
        """ "Who knows?" X asked. : the parser ends a sentence at the question mark.

        Where the quote ends with a full stop, only a bare tag belongs to it: "It is over." X said.
        """
        following = last.index + 1
        if following >= len(self.doc.sentences) or span.end + 2 < last.end:
            return []
        tag, text = self.doc.sentences[following], self.doc.text
        if tag.paragraph != last.paragraph:
            return []
        goes_on = _GOES_ON.search(text[span.start : tag.start]) is not None
        return [
            cue
            for cue in self.cues[following]
            if not cue.weak
            and (goes_on or text[cue.end : cue.end + 1] in (",", "."))
            and _NOTHING.fullmatch(text[span.end : cue.start])
        ]

    def _named_after(self, span: Marked) -> Voice | None:
        """ "...," Rep. Elijah E. Cummings (D-Md.) said : a person between the quote and a verb of speech, whatever
        the parser made of it."""
        text = self.doc.text
        title = _TITLE.match(text, span.end)
        if title is None or not _GOES_ON.search(text[span.start : span.end + 2]):
            return None
        tag = _TAG.match(text, title.end())
        voice = self._person_at(span.end, title.end())
        if voice is None or tag is None or _OWNED.match(tag[0]):
            return None
        return voice if any(is_cue(word) for word in tag[0].replace(",", " ").split()) else None

    def _led_in(self, span: Marked, sentence: Sentence) -> Voice | None:
        """ "X scolded him: ...": before a colon every verb hands over to its subject."""
        lead = self.doc.text[sentence.start : min(span.start, sentence.end)].rstrip(" \"“‘'`«„")
        if not lead.endswith(":"):
            return None
        clause = Clause(self.cast.trees[sentence.index], self.cast)
        for token in sentence.tokens:
            if token.start < span.start and token.tag in {"VBD", "VBZ", "VBP"}:
                subject = clause.subject(token)
                voice = voice_of(subject, clause) if subject is not None else None
                if voice is not None and voice.is_actor:
                    return voice
        return None

    def _carried(self, before: _Spoken, span: Marked, sentence: Sentence) -> Voice | None:
        """The speaker goes on: in the same paragraph, or in the next one after a quote that was left open."""
        whole = span.start - 1 <= sentence.start and span.end + 2 >= sentence.end
        if sentence.paragraph == before.paragraph:
            return before.voice
        if sentence.paragraph == before.paragraph + 1 and (whole or not before.span.closed):
            return before.voice
        return None

    def _announced(self, sentence: Sentence, span: Marked) -> Voice | None:
        """Who speaks in the sentence before: "X said:", or in one paragraph any speaker or acting person."""
        if not sentence.index:
            return None
        earlier = [cue for cue in self.cues[sentence.index - 1] if not cue.weak]
        tree = self.cast.trees[sentence.index - 1]
        whole = span.start <= sentence.start + 1
        if not (whole or any(cue.colon for cue in earlier)):
            return None
        if tree.sentence.paragraph != sentence.paragraph:
            return next((cue.voice for cue in reversed(earlier) if cue.colon), None) or self._led_in(
                span, tree.sentence
            )
        if earlier:
            return earlier[-1].voice
        clause = Clause(tree, self.cast)
        for token in tree.tokens:
            mention = clause.mention(token) if token.dep == "nsubj" else None
            if mention is not None and mention.kind == "person":
                return voice_of_mention(mention, clause)
        return None
