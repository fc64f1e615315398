import pytest

from app.api.lines import Line, Lines, batches


def cut(chunks: list[bytes], limit: int = 10) -> list[tuple[int, bytes | None]]:
    lines = Lines(limit)
    found = [line for chunk in chunks for line in lines.feed(chunk)]
    return [(line.number, line.body) for line in found + lines.last()]


@pytest.mark.parametrize(
    ("chunks", "found"),
    [
        ([], []),
        ([b"a\nb\n"], [(1, b"a"), (2, b"b")]),
        ([b"a\nb"], [(1, b"a"), (2, b"b")]),
        ([b"a", b"b\nc", b"d\n"], [(1, b"ab"), (2, b"cd")]),
        ([b"a\r\n\r\nb"], [(1, b"a\r"), (3, b"b")]),
        ([b"\n\n  \na"], [(4, b"a")]),
        ([b"\xc3", b"\xbc\n"], [(1, "ü".encode())]),
        ([b"0123456789\n"], [(1, b"0123456789")]),
        ([b"0123456789a\nb\n"], [(1, None), (2, b"b")]),
        ([b"012345", b"6789a", b"x" * 100, b"\nb"], [(1, None), (2, b"b")]),
        ([b"0123456789a"], [(1, None)]),
    ],
)
def test_chunks_are_cut_into_lines(chunks, found):
    assert cut(chunks) == found


def test_what_is_held_is_bounded():
    lines = Lines(100)
    for _ in range(1000):
        assert lines.feed(b"x" * 1000) == []
        assert len(lines._begun) <= 100


async def test_a_batch_ends_with_its_chunk_or_when_it_is_full():
    async def chunks():
        for chunk in (b"1\n2\n3\n4", b"\n5\n", b"6"):
            yield chunk

    found = [batch async for batch in batches(chunks(), 10, 2)]
    assert found == [
        [Line(1, b"1"), Line(2, b"2")],
        [Line(3, b"3")],
        [Line(4, b"4"), Line(5, b"5")],
        [Line(6, b"6")],
    ]
