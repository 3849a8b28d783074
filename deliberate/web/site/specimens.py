"""Made-up words for the page of components, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from deliberate.domain.votes import ClauseChoice

TITLES: Mapping[str, str] = {
    "ko": "한빛도 인공지능 윤리체계",
    "en": "Hanbit Province AI Ethics Framework",
}


def _tied(before: str, first: str, rest: str, after: str, said: str) -> Markup:
    return Markup(
        '{}<mark class="changed"><span class="hidden-words">[{} </span>'
        '<span class="keep"><b class="tie"></b>{}</span>{}<span class="hidden-words">]</span>'
        "</mark>{}"
    ).format(before, said, first, f" {rest}" if rest else "", after)


CLAUSES: tuple[Mapping[str, Mapping[str, Any]], ...] = (
    {
        "ko": {
            "number": "제1조",
            "heading": "사람의 존엄",
            "body": "인공지능은 사람의 존엄을 해치는 데 쓰지 않는다. 사람을 점수만으로 대하지 "
            "않으며, 누구의 가치도 기계가 정하게 두지 않는다.",
        },
        "en": {
            "number": "Article 1",
            "heading": "Human dignity",
            "body": "AI is not used in ways that harm human dignity. No one is dealt with as a "
            "mere score, and no one's worth is left to a machine to decide.",
        },
    },
    {
        "ko": {
            "number": "제2조",
            "heading": "결정하는 사람",
            "body": _tied(
                "사람의 권리나 생계에 영향을 주는 결정은 사람이 내린다. 그 사람은 인공지능의 "
                "결과를 따르지 않을 권한과 ",
                "시간을",
                "",
                " 가진다.",
                "여러분의 말로 바뀐 곳:",
            ),
        },
        "en": {
            "number": "Article 2",
            "heading": "A person decides",
            "body": _tied(
                "Decisions that affect a person's rights or livelihood are made by a person, who "
                "has the authority ",
                "and",
                "the time",
                " not to follow what the AI suggests.",
                "changed because of what people said:",
            ),
        },
    },
)

CLAUSE: Mapping[str, Mapping[str, Any]] = {
    "ko": {
        "number": "제5조",
        "heading": "설명받을 권리",
        "body": Markup("\n").join(
            (
                _tied(
                    "① 도와 공공기관은 자동화된 결정을 내리거나 그 결정에 인공지능을 썼을 때, "
                    "영향을 받는 사람에게 그 까닭을 ",
                    "쉬운",
                    "말로",
                    " 설명한다.",
                    "여러분의 말로 바뀐 곳:",
                ),
                (
                    "② 설명에는 어떤 정보를 썼는지, 무엇이 결과를 갈랐는지, 누구에게 다시 살펴 "
                    "달라고 할 수 있는지를 담는다."
                ),
            )
        ),
    },
    "en": {
        "number": "Article 5",
        "heading": "The right to an explanation",
        "body": Markup("\n").join(
            (
                _tied(
                    "(1) When the Province makes an automated decision, or uses AI in reaching "
                    "one, it explains the reasons ",
                    "in",
                    "plain words",
                    " to the person affected.",
                    "changed because of what people said:",
                ),
                (
                    "(2) The explanation says which information was used, what made the "
                    "difference, and whom to ask to look again."
                ),
            )
        ),
    },
}

REDLINES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ko": (
        ("same", "③ 설명은 결정을 알린 날부터 "),
        ("delete", "30일"),
        ("insert", "14일"),
        ("same", " 안에 한다."),
        ("insert", " 급여가 끊기기 전에 하여야 한다."),
    ),
    "en": (
        ("same", "(3) It is given within "),
        ("delete", "30"),
        ("insert", "14"),
        ("same", " days of notice of the decision"),
        ("insert", ", and before any payment stops"),
        ("same", "."),
    ),
}

VOTE_HINTS: Mapping[str, Mapping[str, str]] = {
    "ko": {
        ClauseChoice.AGREE: "이대로 좋아요",
        ClauseChoice.AGREE_WITH_CHANGES: "뜻은 좋지만 고칠 데가 있어요",
        ClauseChoice.DISAGREE: "빼거나 새로 써야 해요",
        ClauseChoice.UNCLEAR: "글을 더 쉽게 고쳐야 해요",
    },
    "en": {
        ClauseChoice.AGREE: "It is good as it stands",
        ClauseChoice.AGREE_WITH_CHANGES: "The sense is right, the words are not yet",
        ClauseChoice.DISAGREE: "It should go, or be written anew",
        ClauseChoice.UNCLEAR: "It has to be said more plainly",
    },
}

FORM_WORDS: Mapping[str, Mapping[str, Any]] = {
    "ko": {
        "name": "별칭",
        "name_hint": "다른 사람에게 이 이름으로 보여요. 본명이 아니어도 돼요.",
        "address": "전자우편 주소",
        "story": "무슨 일이 있었나요? 무엇이 바뀌면 좋을까요?",
        "story_hint": "이름이나 전화번호처럼 누구인지 알 수 있는 내용은 빼 주세요.",
        "paper": "윤리체계 원문",
        "paper_hint": "글 파일 하나, 2 MB까지",
        "role": "맡을 일",
        "roles": [("official", "담당 공무원"), ("moderator", "토론 관리자")],
        "channel": "어떻게 알려 드릴까요?",
        "channels": [
            ("mail", "전자우편으로"),
            ("post", "우편으로"),
            ("none", "알리지 않아도 돼요"),
        ],
        "groups": "해당하는 것을 모두 골라 주세요",
        "group_choices": [("age", "60세 이상이에요"), ("gig", "배달이나 대리운전 같은 일을 해요")],
        "agreed": "약속을 읽었고 지킬게요",
        "vote": "제5조에 대한 내 생각",
        "votes": ["찬성해요", "고치면 찬성해요", "반대해요", "무슨 뜻인지 모르겠어요"],
        "kept": {"address": "dandelion.example", "story": "안내문을 세 번 읽었어요."},
        "problems": {
            "name": "별칭을 적어 주세요.",
            "address": "주소에 @가 빠졌어요. 다시 확인해 주세요.",
            "story": "조금 더 적어 주세요. 스무 글자는 되어야 해요.",
            "channel": "하나를 골라 주세요.",
            "agreed": "계속하려면 약속을 지키겠다고 표시해 주세요.",
            "vote": "네 가지 가운데 하나를 골라 주세요.",
        },
    },
    "en": {
        "name": "Pseudonym",
        "name_hint": "Others see this name. It need not be your real one.",
        "address": "E-mail address",
        "story": "What happened to you? What should change?",
        "story_hint": "Leave out names, telephone numbers and whatever else tells who someone is.",
        "paper": "Text of the framework",
        "paper_hint": "One text file, up to 2 MB",
        "role": "Role",
        "roles": [("official", "Official"), ("moderator", "Moderator")],
        "channel": "How shall we tell you?",
        "channels": [("mail", "By e-mail"), ("post", "By letter"), ("none", "Not at all")],
        "groups": "Tick all that apply",
        "group_choices": [("age", "I am 60 or over"), ("gig", "I do platform work")],
        "agreed": "I have read the rules and will keep them",
        "vote": "My position on Article 5",
        "votes": [
            "I agree",
            "I agree with changes",
            "I disagree",
            "I don't understand it",
        ],
        "kept": {"address": "dandelion.example", "story": "I read the notice three times."},
        "problems": {
            "name": "Write a pseudonym.",
            "address": "There is no @ in the address. Check it once more.",
            "story": "Write a little more: twenty characters at least.",
            "channel": "Choose one of these.",
            "agreed": "Tick this to go on.",
            "vote": "Choose one of the four.",
        },
    },
}
