"""The people of the demo. Their password is public: the demo serves nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from deliberate.domain.actors import Role

PASSWORD = "hanbit-demo"  # noqa: S105  (printed on the sign-in page of the demo)


@dataclass(frozen=True)
class Person:
    """Someone in the demo; no role means a participant."""

    address: str
    pseudonym: str
    role: Role | None = None


PEOPLE = (
    Person("operator@hanbit.example", "운영자 윤슬", Role.OPERATOR),
    Person("official@hanbit.example", "디지털정책과 한서", Role.OFFICIAL),
    Person("official2@hanbit.example", "디지털정책과 도담", Role.OFFICIAL),
    Person("moderator@hanbit.example", "토론지기 이안", Role.MODERATOR),
    Person("moderator2@hanbit.example", "토론지기 새봄", Role.MODERATOR),
    Person("facilitator@hanbit.example", "도우미 다온", Role.FACILITATOR),
    Person("translator@hanbit.example", "Interpreter June", Role.TRANSLATOR),
    Person("citizen@hanbit.example", "느린 언덕 27"),
)
