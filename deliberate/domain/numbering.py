"""The number of a clause that comes between two others, so that no other number moves."""

from __future__ import annotations

import re

_KOREAN = re.compile(r"제\s?(?P<number>\d+)\s?조(?:의\s?(?P<branch>\d+))?")
_ENGLISH = re.compile(r"(?P<word>Article|Clause|Section)\s(?P<number>\d+)(?:-(?P<branch>\d+))?")
FIRST_BRANCH = 2


def number_after(number: str) -> str:
    """Return the number of a new clause after the one with this number, "" where nobody can say.

    "제5조" gives "제5조의2", "Article 5-2" gives "Article 5-3": the way of Korean statutes, which
    never renumber what others cite.
    """
    found = _KOREAN.fullmatch(number.strip())
    if found:
        return f"제{found['number']}조의{_branch(found['branch'])}"
    found = _ENGLISH.fullmatch(number.strip())
    if found:
        return f"{found['word']} {found['number']}-{_branch(found['branch'])}"
    return ""


def _branch(branch: str | None) -> int:
    return int(branch) + 1 if branch else FIRST_BRANCH
