import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = "Shafaq News/ On Tuesday, Qasim al-Araji left Tehran.\n“We are done,” he said. “Now home.”\n"


def test_offsets_are_exact(read):
    doc = read(TEXT)
    words = [(token.start, token.end, token.text) for sentence in doc.sentences for token in sentence.tokens]
    assert all(TEXT[start:end] == text for start, end, text in words)


def test_an_arabic_name_is_one_word(read):
    assert "al-Araji" in [token.text for token in read(TEXT).sentences[0].tokens]


def test_sentences_are_numbered_and_end_with_their_paragraph(read):
    doc = read("The army left\nThe rebels came.")
    assert [(s.index, s.paragraph) for s in doc.sentences] == [(0, 0), (1, 1)]


def test_heads_lie_inside_their_sentence(read):
    assert all(0 <= t.head < len(s.tokens) for s in read(TEXT).sentences for t in s.tokens)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "“”", "\u2028\u00a0"])
def test_nothing_to_read(read, text: str):
    assert [token.text for s in read(text).sentences for token in s.tokens if token.text.isalnum()] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_parses_with_exact_offsets(read, text: str):
    for sentence in read(text).sentences:
        assert all(text[token.start : token.end] == token.text for token in sentence.tokens)


def test_a_dateline_is_nobody(read):
    text = "WAGAH, Pakistan - Pakistan on Friday freed a pilot. He flew home."
    sentence = read(text).sentences[0]
    assert (sentence.start, len(read(text).sentences)) == (0, 2)
    subject = next(token for token in sentence.tokens if token.dep == "nsubj")
    assert subject.start == text.index("Pakistan on")
    assert [t.text for t in sentence.tokens if t.dep == "meta"] == ["WAGAH"]
