import asyncio

from app.api.spool import Spool


async def test_what_is_written_is_read_in_order():
    with Spool() as spool:

        async def write():
            for number in range(100):
                spool.write(b"%d\n" % number)
                if number % 7 == 0:
                    await asyncio.sleep(0)
            spool.end()

        writing = asyncio.create_task(write())
        found = b"".join([data async for data in spool.chunks()])
        await writing
    assert found.split() == [b"%d" % number for number in range(100)]


async def test_the_reader_gets_what_is_there_before_the_end():
    with Spool() as spool:
        spool.write(b"first")
        chunks = aiter(spool.chunks())
        assert await anext(chunks) == b"first"
        later = asyncio.create_task(anext(chunks))
        await asyncio.sleep(0.01)
        assert not later.done()
        spool.write(b"second")
        assert await later == b"second"


async def test_the_writer_never_waits_however_much_there_is():
    with Spool() as spool:
        for _ in range(64):
            spool.write(b"x" * (1 << 16))
        spool.end()
        assert sum([len(data) async for data in spool.chunks()]) == 64 << 16


async def test_nothing_is_an_end_too():
    with Spool() as spool:
        spool.end()
        assert [data async for data in spool.chunks()] == []
