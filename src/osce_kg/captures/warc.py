"""Records of WARC 1.1 files (ISO 28500:2017), each a gzip member of its own, written and read by warcio."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from typing import BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from osce_kg import __version__
from osce_kg.errors import InputError
from osce_kg.model.capture import Capture

_WARC_1_1: Final = "WARC/1.1"
_IDENTICAL: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# The body is kept without them; what the server said stays readable under another name.
_CODINGS: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_PRIVATE: Final = frozenset({"set-cookie", "set-cookie2"})

Headers = Sequence[tuple[str, str]]
"""Header fields of an answer, in order, a name as often as it came."""


def start_file() -> bytes:
    """Return the record that begins a WARC file: which program wrote it."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version=_WARC_1_1)
    fields = {"software": f"osce-kg/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(None, fields))
    return buffer.getvalue()


def response_record(capture: Capture, status: str, headers: Headers, body: bytes) -> bytes:
    """Return the record of a page that is new or has changed.

    Args:
        capture: what is known of it.
        status: e.g. ``200 OK``.
        headers: of the answer.
        body: the content, content coding undone.
    """
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version=_WARC_1_1)
    http = StatusAndHeaders(status, _kept_headers(headers, len(body)), protocol="HTTP/1.1")
    record = writer.create_warc_record(
        capture.url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict={"WARC-Date": _date(capture.time), "WARC-Payload-Digest": _digest(capture)},
    )
    writer.write_record(record)
    return buffer.getvalue()


def revisit_record(capture: Capture, earlier: Capture, status: str, headers: Headers) -> bytes:
    """Return the record of a page whose content is that of an earlier capture."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version=_WARC_1_1)
    record = writer.create_revisit_record(
        capture.url,
        _digest(capture),
        earlier.url,
        _date(earlier.time),
        http_headers=StatusAndHeaders(status, _kept_headers(headers, 0), protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": _date(capture.time)},
    )
    profile = _NOT_MODIFIED if status.startswith("304") else _IDENTICAL
    record.rec_headers.replace_header("WARC-Profile", profile)
    writer.write_record(record)
    return buffer.getvalue()


def read_content(file: BinaryIO, offset: int, sha256: str, max_bytes: int) -> bytes:
    """Return the content of the response record at an offset.

    Args:
        file: a WARC file.
        offset: of the record in bytes.
        sha256: what its digest must be.
        max_bytes: the most to accept.

    Raises:
        InputError: there is no such record, it is damaged, or larger than ``max_bytes``.
    """
    try:
        file.seek(offset)
        record = next(iter(ArchiveIterator(file)))
        content = bytes(record.content_stream().read(max_bytes + 1))
    except (ArchiveLoadFailed, StopIteration, EOFError, OSError, ValueError):
        raise InputError("the WARC file is damaged") from None
    if len(content) > max_bytes:
        raise InputError(f"larger than the limit of {max_bytes} bytes for one document")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise InputError("the WARC file is damaged: the content is not what its digest says")
    return content


def _kept_headers(headers: Headers, length: int) -> list[tuple[str, str]]:
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _CODINGS else name, value)
        for name, value in headers
        if name.lower() not in _PRIVATE
    ]
    return [*kept, ("Content-Length", str(length))]


def _digest(capture: Capture) -> str:
    return f"sha256:{capture.sha256}"


def _date(time: dt.datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
