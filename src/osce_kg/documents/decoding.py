"""From bytes to clean text: encoding, line ends, and characters that must not reach a literal."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from osce_kg.errors import InputError

_MAGIC = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an office document of an old kind, or one with a password"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_LETTER_OF_CODE_PAGE = re.compile(rb"[\xc0-\xff]")
_LETTER_OF_ASCII = re.compile(rb"[A-Za-z]")
_DECLARABLE = re.compile(r"cp125[013-8]|iso8859-(?:2|4|5|7|9|1[0-6])|koi8-[ru]")
_CYRILLIC_SHARE = 0.4
_CONTROL_SHARE = 0.02
_SAMPLE = 4096

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ODD_LINE_END = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_LETTER_WITH_MARKS = re.compile("\\w[\u0300-\u036f]{1,4}")
_MARK = re.compile("[\u0300-\u036f]")
_CONTROLS = [*range(0x00, 0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)]
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPACES = [0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_INVISIBLE = [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
_NOT_CHARACTERS = [
    0xFEFF,
    0xFFFD,
    *range(0xD800, 0xE000),
    *range(0xFDD0, 0xFDF0),
    *range(0xE0000, 0xE0080),
    *(plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF)),
]
_CLEANING: dict[int, str | None] = {
    **dict.fromkeys(_CONTROLS + _SPACES, " "),
    **dict.fromkeys(_INVISIBLE + _NOT_CHARACTERS),
}
# beyond the first plane a class is searched item by item: there every character is looked at
_UNCLEAN = re.compile(
    f"[{re.escape(''.join(chr(code) for code in _CLEANING if code < 0x10000))}\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Decoded text, not yet cleaned, and what the user should know about the decoding."""

    text: str
    warnings: tuple[str, ...] = ()


def decode_bytes(raw: bytes, declared: str | None = None) -> DecodedText:
    """Decode a document by its byte order mark, as UTF-8, by its declaration, or as a Windows code page.

    U+FFFD is never produced: bytes that no encoding explains are refused.

    Args:
        raw: the bytes as received.
        declared: the encoding that the server or the page declares, if any.

    Raises:
        InputError: the bytes are not text, or not in an encoding known here.
    """
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise InputError(f"not text but {kind}; it is not unpacked")
    decoded = _decode(raw, declared)
    if is_binary(decoded.text):
        raise InputError("binary data, not text")
    return decoded


def is_binary(text: str) -> bool:
    """Tell whether so many characters are control characters that the text is none."""
    return len(_BINARY.findall(text)) > max(8, _CONTROL_SHARE * len(text))


def _decode(raw: bytes, declared: str | None) -> DecodedText:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return DecodedText(_decode_strictly(raw[len(mark) :], encoding))
    if wide := _guess_wide(raw[:_SAMPLE]):
        return DecodedText(_decode_strictly(raw, wide))
    try:
        return DecodedText(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_code_page(raw, declared)


def _decode_strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"not valid {encoding}: {error.reason} at byte {error.start}") from None


def _guess_wide(sample: bytes) -> str | None:
    """Recognize UTF-16 without a byte order mark: every second byte of Latin text is NUL."""
    enough = 0.8 * (len(sample) // 2)
    if enough and sample[1::2].count(0) > enough and not sample[0::2].count(0):
        return "utf-16-le"
    if enough and sample[0::2].count(0) > enough and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _decode_code_page(raw: bytes, declared: str | None) -> DecodedText:
    """Decode what is not UTF-8: as declared, or in the code page that its letters speak for."""
    if declared and _is_telling(declared):
        try:
            return DecodedText(raw.decode(declared), (f"read as {declared}, as it declares",))
        except UnicodeDecodeError:
            pass
    high, low = len(_LETTER_OF_CODE_PAGE.findall(raw)), len(_LETTER_OF_ASCII.findall(raw))
    try:
        if high > _CYRILLIC_SHARE * (high + low):
            encoding = "windows-1251"
            text = raw.decode(encoding)
        else:
            encoding = "windows-1252"
            text = _ENCODED_SURROGATE.sub(b"", raw).decode("utf-8", errors=_MIXED)
    except UnicodeDecodeError as error:
        reason = f"neither UTF-8 nor {encoding}: byte 0x{error.object[error.start]:02X}"
        raise InputError(reason) from None
    return DecodedText(text, (f"not UTF-8; read as {encoding}: check names with accents",))


def _is_telling(encoding: str) -> bool:
    """Tell whether a declaration helps; Latin-1 is declared for everything and windows-1252 includes it."""
    try:
        return _DECLARABLE.fullmatch(codecs.lookup(encoding).name) is not None
    except (LookupError, ValueError):
        return False


def _decode_byte_as_windows(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: the bytes that are not UTF-8 are windows-1252, the others stay UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("windows-1252"), error.end


_MIXED = "osce-kg-windows-1252"
codecs.register_error(_MIXED, _decode_byte_as_windows)


def clean_text(text: str) -> str:
    r"""Return text fit for literals.

    Line ends become ``\n``, control characters and odd spaces become spaces, a letter and its accents become
    one character; invisible and direction-changing characters and surrogates are left out.
    """
    # to see that there is nothing to do takes a tenth of the time that doing it takes
    if _ODD_LINE_END.search(text):
        text = _LINE_END.sub("\n", text)
    if _UNCLEAN.search(text):
        text = text.translate(_CLEANING)
    if not _MARK.search(text):
        return text
    # letter by letter: NFC of the whole text takes quadratic time on a long row of combining marks
    return _LETTER_WITH_MARKS.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)


def describe_damage(text: str) -> str | None:
    """Return a warning if the text came damaged, with replacement characters where letters were."""
    count = text.count("\ufffd")
    if not count:
        return None
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return f"letters were lost before: {count} U+FFFD left out, the first in line {line}"
