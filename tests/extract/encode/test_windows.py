"""Windows: no word of an article is lost, and every word knows its vector's row."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from app.extract.encode.windows import LONGEST, Windows, pack
from app.extract.pipeline import Extractor
from app.extract.records import Document, Sentence, Token

OPENING, CLOSING, FULL_STOP = "[CLS]", "[SEP]", "."
INVISIBLE = "\u200b"  # white space to nobody, and yet no word piece


@pytest.fixture(scope="module")
def tokenizer(extractor: Extractor) -> Tokenizer:
    return extractor.encoder.tokenizer


def article(*sentences: Sequence[str]) -> Document:
    """An article of these words, a line a sentence."""
    rows, text = [], ""
    for number, words in enumerate(sentences):
        begin, tokens = len(text), []
        for index, word in enumerate(words):
            tokens.append(
                Token(
                    index=index, text=word, lemma=word.lower(), pos="NOUN", tag="NN", dep="dep", head=0,
                    start=len(text), end=len(text) + len(word), entity="", entity_start=False,
                )
            )  # fmt: skip
            text += word + " "
        rows.append(
            Sentence(index=number, paragraph=number, start=begin, end=len(text), tokens=tuple(tokens))
        )
        text += "\n"
    return Document(text=text, published=date(2024, 11, 5), title=None, sentences=tuple(rows))


def own_pieces(word: str, tokenizer: Tokenizer) -> list[int]:
    return tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids


def flat(windows: Windows) -> list[int]:
    return [piece for window in windows.pieces for piece in window]


def window_of(windows: Windows, word: tuple[int, int]) -> int:
    """In which window a word's row lies."""
    ends = [sum(map(len, windows.pieces[: n + 1])) for n in range(len(windows.pieces))]
    return next(n for n, end in enumerate(ends) if windows.rows[word] < end)


WORDS = st.one_of(
    st.sampled_from(
        ["Iran", "attacked", "al-Araji", "antidisestablishmentarianism", "'s", "…", INVISIBLE, "\u2028"]
    ),
    st.text(min_size=1, max_size=30),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentences=st.lists(st.lists(WORDS, max_size=60), max_size=8))
def test_every_word_has_the_row_of_its_first_piece(tokenizer: Tokenizer, sentences: list[list[str]]):
    windows = pack(article(*sentences), tokenizer)
    assert set(windows.rows) == {(s, t) for s, words in enumerate(sentences) for t in range(len(words))}
    pieces = flat(windows)
    for (sentence, token), row in windows.rows.items():
        word = sentences[sentence][token]
        own = own_pieces(word if word.strip() else FULL_STOP, tokenizer)
        assert 0 <= row < len(pieces)
        assert not own or pieces[row] == own[0]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentences=st.lists(st.lists(WORDS, max_size=60), max_size=8))
def test_no_piece_is_lost_and_no_window_too_long(tokenizer: Tokenizer, sentences: list[list[str]]):
    windows = pack(article(*sentences), tokenizer)
    opening, closing = tokenizer.token_to_id(OPENING), tokenizer.token_to_id(CLOSING)
    told = [
        piece
        for words in sentences
        for word in words
        for piece in own_pieces(word if word.strip() else FULL_STOP, tokenizer)
    ]
    assert [piece for window in windows.pieces for piece in window[1:-1]] == told
    assert all((window[0], window[-1]) == (opening, closing) for window in windows.pieces)
    assert all(len(window) - 2 <= LONGEST for window in windows.pieces)


def test_whole_sentences_share_a_window(tokenizer: Tokenizer):
    sentences = [["word"] * 50 for _ in range(5)]
    windows = pack(article(*sentences), tokenizer)
    assert [len(window) - 2 for window in windows.pieces] == [100, 100, 50]
    for number in range(5):
        inside = {window_of(windows, (number, token)) for token in range(50)}
        assert inside == {number // 2}


def test_a_sentence_that_just_fits_is_not_cut(tokenizer: Tokenizer):
    windows = pack(article(["word"], ["word"] * LONGEST), tokenizer)
    assert [len(window) - 2 for window in windows.pieces] == [1, LONGEST]


@pytest.mark.parametrize("length", [LONGEST + 1, 129, 400])
def test_an_endless_sentence_is_cut_and_read_to_its_end(tokenizer: Tokenizer, length: int):
    """The vocabulary's file asks for truncation to 128 pieces; every word must have a row of its own all the same."""
    windows = pack(article(["word"] * length), tokenizer)
    assert sum(len(window) - 2 for window in windows.pieces) == length
    assert len(set(windows.rows.values())) == length


def test_after_an_endless_sentence_the_next_goes_on(tokenizer: Tokenizer):
    windows = pack(article(["word"] * 200, ["Iran", "attacked"]), tokenizer)
    assert [len(window) - 2 for window in windows.pieces] == [LONGEST, 200 - LONGEST + 2]
    assert flat(windows)[windows.rows[1, 0]] == own_pieces("Iran", tokenizer)[0]


def test_a_word_of_invisible_signs_borrows_its_neighbours_row(tokenizer: Tokenizer):
    windows = pack(article(["Iran", "attacked", INVISIBLE]), tokenizer)
    assert windows.rows[0, 2] == windows.rows[0, 1]


def test_white_space_is_read_as_a_full_stop(tokenizer: Tokenizer):
    windows = pack(article(["Iran", "\u00a0"]), tokenizer)
    assert flat(windows)[windows.rows[0, 1]] == own_pieces(FULL_STOP, tokenizer)[0]


def test_the_marks_are_those_of_the_vocabulary(tokenizer: Tokenizer):
    (window,) = pack(article(["Iran"]), tokenizer).pieces
    assert (window[0], window[-1]) == (tokenizer.token_to_id(OPENING), tokenizer.token_to_id(CLOSING))


def test_an_empty_article_has_no_windows(tokenizer: Tokenizer):
    assert pack(article(), tokenizer) == Windows((), {})


def test_offsets_of_a_parsed_article(read, tokenizer: Tokenizer):
    doc = read("Russia shelled Kherson.\nThe pro-Iranian militia's spokesman denied it — twice.")
    windows = pack(doc, tokenizer)
    for sentence in doc.sentences:
        for token in sentence.tokens:
            row = windows.rows[sentence.index, token.index]
            assert flat(windows)[row] == own_pieces(token.text, tokenizer)[0]
