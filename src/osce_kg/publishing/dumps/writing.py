"""Writing the dumps: each arrangement in turn, its formats at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain

from osce_kg.publishing.dumps.arrangements import ARRANGEMENTS, Arrangement, Place
from osce_kg.publishing.dumps.contents import Contents
from osce_kg.publishing.dumps.format_files import FormatFiles, WrittenFormat
from osce_kg.publishing.dumps.index import Chunk
from osce_kg.publishing.dumps.revision import Kept, Made
from osce_kg.publishing.staging import StagedFiles


@dataclass(frozen=True, slots=True)
class WrittenDumps:
    """What has been written.

    Attributes:
        formats: by extension.
        chunks: by the source of their arrangement.
    """

    formats: Mapping[str, WrittenFormat]
    chunks: Mapping[str, Sequence[Chunk]]


def write_dumps(contents: Contents, files: StagedFiles, stem: str) -> WrittenDumps:
    """Write all formats, plain and packed.

    Args:
        contents: what to write.
        files: where to write.
        stem: what the names of the files begin with.

    Raises:
        MachineError: a file could not be written.
        UnusableReleaseError: a chunk of the former release is not as it was written.
    """
    writers: dict[str, FormatFiles] = {}
    chunks: dict[str, list[Chunk]] = {}
    former = contents.former
    with ExitStack() as stack:
        for arrangement in ARRANGEMENTS:
            for extension in arrangement.extensions:
                source = former.formats[extension] if former else None
                writers[extension] = stack.enter_context(FormatFiles(files, f"{stem}.{extension}", source))
            own = [writers[extension] for extension in arrangement.extensions]
            chunks[arrangement.source] = _write_chunks(arrangement, contents, own)
        return WrittenDumps({extension: writer.written() for extension, writer in writers.items()}, chunks)


def _write_chunks(
    arrangement: Arrangement, contents: Contents, writers: Sequence[FormatFiles]
) -> list[Chunk]:
    written: list[Chunk] = []
    items = contents.chunks(arrangement)
    first = next(items, None)
    frames = [
        arrangement.frame(extension, contents.prefixes, is_empty=first is None)
        for extension in arrangement.extensions
    ]
    for writer, (head, _) in zip(writers, frames, strict=True):
        writer.add(head)
    for item in chain([] if first is None else [first], items):
        chunk = _chunk(item, arrangement, contents)
        place = arrangement.place(chunk.group, written[-1].scope if written else None)
        _write_chunk(item, place, arrangement, contents, writers)
        written.append(chunk)
    for writer, (_, tail) in zip(writers, frames, strict=True):
        writer.add(tail)
        writer.end()
    return written


def _chunk(item: Kept | Made, arrangement: Arrangement, contents: Contents) -> Chunk:
    if isinstance(item, Kept):
        assert contents.former is not None
        return contents.former.index.chunks[arrangement.source][item.number]
    group, last_group = (arrangement.group_of(item.lines[number]) for number in (0, -1))
    return Chunk(group, arrangement.scope_of(last_group))


def _write_chunk(
    item: Kept | Made,
    place: Place,
    arrangement: Arrangement,
    contents: Contents,
    writers: Sequence[FormatFiles],
) -> None:
    if isinstance(item, Kept):
        former = contents.former
        assert former is not None
        if former.place(arrangement, item.number) is place:
            for writer in writers:
                writer.keep(item.number)
            return
        lines = former.lines(arrangement, item.number)
    else:
        lines = item.lines
    for writer, text in zip(writers, arrangement.render(lines, place, contents.prefixes), strict=True):
        writer.add(text)
