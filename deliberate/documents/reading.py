"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs
import re

from deliberate.documents.errors import DocumentProblem, DocumentUnreadable

MOST_BYTES = 2_000_000
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
_MAGIC_MORE = (b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"HWP Document File", b"\x7fELF", b"BZh")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_PAIR = re.compile(rb"[\xb0-\xfe][\x41-\xfe]|[\x81-\xa0][\x41-\xfe]")
_COMMON_HANGUL = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_WORD_SIGN = re.compile(r"[^\W_]")


def read_text(data: bytes) -> str:
    """Return the text of a file: UTF-8 with or without byte order mark, UTF-16 with one, or CP949.

    Raises `DocumentUnreadable` for more than `MOST_BYTES`, for what is no plain text, for other
    encodings, and for a file without a word.
    """
    if len(data) > MOST_BYTES:
        raise DocumentUnreadable(DocumentProblem.TOO_LARGE)
    if data.startswith(_MAGIC + _MAGIC_MORE):
        raise DocumentUnreadable(DocumentProblem.BINARY)
    text = _decode(data)
    if _CONTROL.search(text):
        raise DocumentUnreadable(DocumentProblem.BINARY)
    if not _WORD_SIGN.search(text):
        raise DocumentUnreadable(DocumentProblem.EMPTY)
    return text


def _decode(data: bytes) -> str:
    encodings = [_UTF16[data[:2]]] if data[:2] in _UTF16 else ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if encoding != "cp949" or _is_korean(data):
            return text
    binary = b"\x00" in data
    raise DocumentUnreadable(DocumentProblem.BINARY if binary else DocumentProblem.UNKNOWN_ENCODING)


def _is_korean(data: bytes) -> bool:
    """Whether what decodes as CP949 is Korean: Japanese and Chinese bytes may decode as well.

    At least half of the letters have to be among the 2,350 common syllables of KS X 1001.
    """
    letters = _PAIR.findall(data)
    common = sum(1 for letter in letters if _COMMON_HANGUL.fullmatch(letter))
    return common * 2 >= len(letters)
