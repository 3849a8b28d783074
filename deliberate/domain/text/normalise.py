"""The one form in which texts are kept and compared."""

from __future__ import annotations

import re
import unicodedata

NBSP = "\N{NO-BREAK SPACE}"
BLANKS = "\t" + "".join(chr(c) for c in range(0x3001) if unicodedata.category(chr(c)) == "Zs")
"""Tab and every Unicode space separator; line and paragraph separators are content."""
_BLANKS_AT_LINE_END = re.compile(f"(?<![{BLANKS}])[{BLANKS}]+$", re.MULTILINE)
_REMOVED = {0xFEFF: None, 0x200B: None, 0x2060: None, ord(NBSP): " "}
"""Byte order mark, zero width space, word joiner. U+200D stays: emoji need it."""
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls other than tab, LF and CR, and lone surrogates. Marks of direction stay."""


def without_controls(text: str) -> str:
    """Return the text without what nobody types and some database or feed cannot hold.

    Comes before `normalise`: what stood on either side may compose.
    """
    return _UNSTORABLE.sub("", text)


def normalise(text: str) -> str:
    r"""Return the text in the form in which everything is stored, compared and merged.

    NFC; line ends (CR LF, CR) as LF; no blanks at line ends; no-break spaces as spaces; without
    U+FEFF, U+200B and U+2060. Nothing else: spacing inside a line, case and punctuation are
    content. Doing it twice changes nothing, and any Python string is accepted, lone surrogates
    too.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_REMOVED)
    return unicodedata.normalize("NFC", _BLANKS_AT_LINE_END.sub("", text))
