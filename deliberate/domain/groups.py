"""Stakeholder groups: a list to begin with, in which each framework has its own words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.errors import DomainError
from deliberate.domain.localized import Localized, says_it_in_all

GROUPS_AT_MOST = 64
"""So many fit into one declaration, whose length tells nothing."""
GROUP_NAME_LENGTH = 100


class GroupsFixed(DomainError):
    """The first round of the framework is announced: people answer about this list."""

    status = 409


class GroupNameMissing(DomainError):
    """A group has a name in every language; a broader group too, where there is one."""


class GroupNameTaken(DomainError):
    """Another group of the list is called like this."""

    status = 409


class TooManyGroups(DomainError):
    """No further group fits into a declaration."""

    status = 409

    def __init__(self) -> None:
        super().__init__()
        self.most = GROUPS_AT_MOST


class GroupKind(StrEnum):
    """What belonging to a group means."""

    ROLE = "role"
    """The part that someone has in the matter."""
    EXPERIENCE = "experience"
    """What someone has lived."""


@dataclass(frozen=True, slots=True)
class Group:
    """A stakeholder group; `broader` is the name of what it is told of as where it is small."""

    names: Localized
    kind: GroupKind
    is_under_represented: bool = False
    is_sensitive: bool = False
    """Sensitive by law or in life: it has a consent and a threshold of its own."""
    broader: Localized | None = None


INSTITUTIONS: Localized = {"ko": "공공·연구 기관", "en": "Public bodies and research"}
MAKERS: Localized = {"ko": "개발·공급", "en": "Those who build and sell"}
SOCIETY: Localized = {"ko": "시민사회와 이용자", "en": "Civil society and users"}
AGE_OR_DISABILITY: Localized = {"ko": "나이·장애", "en": "Age or disability"}
ORIGIN: Localized = {"ko": "이주 배경", "en": "Having come from elsewhere"}
GENDER: Localized = {"ko": "성별·성 정체성", "en": "Gender and sexuality"}
LIVELIHOOD: Localized = {"ko": "일과 생활 형편", "en": "Work and income"}
REACH: Localized = {"ko": "사는 곳·디지털 이용", "en": "Place and digital access"}


def _role(ko: str, en: str, broader: Localized, *, under_represented: bool = False) -> Group:
    return Group({"ko": ko, "en": en}, GroupKind.ROLE, under_represented, broader=broader)


def _lived(ko: str, en: str, broader: Localized, *, sensitive: bool = False) -> Group:
    names = {"ko": ko, "en": en}
    return Group(names, GroupKind.EXPERIENCE, True, sensitive, broader)


DEFAULT_GROUPS: Sequence[Group] = (
    _role("정책 담당자·공무원", "Policymaker or official", INSTITUTIONS),
    _role("기술 개발자", "Technologist", MAKERS),
    _role("기업", "Business", MAKERS),
    _role("연구자", "Researcher", INSTITUTIONS),
    _role("시민사회", "Civil society", SOCIETY),
    _role(
        "이용자·영향을 받는 사람",
        "End-user or person affected",
        SOCIETY,
        under_represented=True,
    ),
    _lived("장애인", "Disability", AGE_OR_DISABILITY, sensitive=True),
    _lived("60세 이상", "60 and over", AGE_OR_DISABILITY),
    _lived("19세 미만", "Under 19", AGE_OR_DISABILITY),
    _lived(
        "이주민·난민(체류 자격 무관)", "Migrant or refugee of any status", ORIGIN, sensitive=True
    ),
    _lived("북한 출신", "North Korean background", ORIGIN, sensitive=True),
    _lived("성소수자", "LGBTQ+", GENDER, sensitive=True),
    _lived("여성·다양한 성별", "Women and gender-diverse people", GENDER, sensitive=True),
    _lived("플랫폼·불안정 노동자", "Platform or precarious worker", LIVELIHOOD),
    _lived("저소득", "Low income", LIVELIHOOD),
    _lived("농어촌 주민", "Rural", REACH),
    _lived("디지털 이용이 어려운 사람", "Low digital confidence", REACH),
    Group({"ko": "그 밖의 경험", "en": "Other"}, GroupKind.EXPERIENCE),
)
"""What a framework begins with; its officials change it before its first round."""


def ensure_group(group: Group, others: Sequence[Group]) -> None:
    """Raise `GroupNameMissing` or `GroupNameTaken` unless a group can stand beside the others."""
    if not says_it_in_all(group.names) or (group.broader and not says_it_in_all(group.broader)):
        raise GroupNameMissing
    if any(group.names[locale] == each.names[locale] for each in others for locale in group.names):
        raise GroupNameTaken


def free_place(taken: Collection[int]) -> int:
    """Return the first place that no group of a list has; raises `TooManyGroups`."""
    free = next((place for place in range(GROUPS_AT_MOST) if place not in taken), None)
    if free is None:
        raise TooManyGroups
    return free


def families_of(groups: Sequence[Group]) -> tuple[tuple[Group, ...], ...]:
    """Return the groups that share a broader one together, each other group alone; in order."""
    found: dict[object, list[Group]] = {}
    for place, each in enumerate(groups):
        key = tuple(sorted(each.broader.items())) if each.broader else place
        found.setdefault(key, []).append(each)
    return tuple(tuple(family) for family in found.values())


def packed(belongs: Collection[int]) -> bytes:
    """Return the places of groups in their list as bytes, always equally many.

    Raises `ValueError` for a place that no list can have.
    """
    if any(not 0 <= place < GROUPS_AT_MOST for place in belongs):
        raise ValueError("no list of groups has this place")
    return sum(1 << place for place in set(belongs)).to_bytes(GROUPS_AT_MOST // 8)


def unpacked(declared: bytes) -> frozenset[int]:
    """Return the places of the groups that bytes from `packed` stand for."""
    bits = int.from_bytes(declared)
    return frozenset(place for place in range(GROUPS_AT_MOST) if bits >> place & 1)
