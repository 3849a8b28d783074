"""Bytes to text: encodings, refusals by name."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from deliberate.documents import DocumentProblem, DocumentUnreadable, import_framework, read_text

KOREAN = "제1조(목적) 이 조례는 인공지능을 쓰는 법을 정한다."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949", "euc-kr"])
def test_encodings(encoding: str) -> None:
    assert read_text(KOREAN.encode(encoding)) == KOREAN


def test_rare_syllables_of_cp949() -> None:
    text = "뷁은 드문 글자이고 나머지는 흔한 글자입니다"
    assert read_text(text.encode("cp949")) == text


def archive() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", "text")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", DocumentProblem.EMPTY),
        (b"\xef\xbb\xbf", DocumentProblem.EMPTY),
        (b" \n\t\n", DocumentProblem.EMPTY),
        ("\u200b\ufeff…***".encode(), DocumentProblem.EMPTY),
        (b"a" * 2_000_001, DocumentProblem.TOO_LARGE),
        (archive(), DocumentProblem.BINARY),
        (b"%PDF-1.7 text", DocumentProblem.BINARY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DocumentProblem.BINARY),
        (b"words \x00 words", DocumentProblem.BINARY),
        (b"words \x1b[31m words", DocumentProblem.BINARY),
        (bytes(range(256)), DocumentProblem.BINARY),
        ("règle générale à l'été".encode("latin-1"), DocumentProblem.UNKNOWN_ENCODING),
        ("人工知能の倫理について定める".encode("shift-jis"), DocumentProblem.UNKNOWN_ENCODING),
        (KOREAN.encode("utf-16-le"), DocumentProblem.BINARY),
    ],
)
def test_refusals(data: bytes, problem: DocumentProblem) -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        read_text(data)
    assert refusal.value.problem is problem


def test_two_million_bytes_are_not_too_many() -> None:
    assert len(read_text(b"a" * 2_000_000)) == 2_000_000


def test_the_refusal_names_the_language() -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        import_framework({"ko": KOREAN.encode(), "en": b""})
    assert (refusal.value.locale, refusal.value.problem) == ("en", DocumentProblem.EMPTY)


def test_no_files() -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        import_framework({})
    assert refusal.value.problem is DocumentProblem.NO_FILES
