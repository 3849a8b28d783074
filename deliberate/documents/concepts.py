"""A small bilingual word list of policy language, to recognise texts that say the same.

Not a dictionary: only words that are frequent in frameworks, laws and declarations, and stable in
translation. Stems, since Korean particles and English endings follow them. Aligning texts by
their length together with a bilingual lexicon follows Varga et al., "Parallel corpora for medium
density languages" (2005); the list is our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_LEXICON = """
목적=purpose,aim,objective; 정의=definition,defin,justice; 범위=scope; 원칙=principle
전문=preamble; 서문=preamble,foreword,introduction; 머리말=foreword,introduction,preface
배경=background,context; 총칙=general provision
부칙=supplementary,addend,final provision,transition; 비전=vision; 가치=value
약속=commit,pledge,promise; 다짐=pledge,commit; 권고=recommend; 제안=propos,suggest
행동=action,act; 촉구=call,urge; 서명=sign,undersigned; 진단=diagnos; 문제=issue,problem,challeng
기회=opportunit; 인간=human,people,person; 사람=people,human,person,anyone,everyone; 존엄=dignit
권리=right; 기본권=fundamental right,basic right; 인권=human right; 민주=democra; 법치=rule of law
법률=law,act,statut; 법령=law,statut,regulation; 규제=regulat; 규칙=rule,regulat; 조례=ordinance
윤리=ethic; 도덕=moral; 거버넌스=governance; 정부=government; 공공=public; 행정=administrat
기관=institution,agenc,bod,organi; 위원회=committee,board,council,commission; 위원=member
위원장=chair; 지방=local,region; 지역=region,local,communit; 국가=nation,countr,state
국제=international; 세계=global,world; 시민=citizen,civil; 주민=resident; 도민=resident,citizen
국민=people,public,citizen; 이해관계자=stakeholder; 참여=participat,engage,involv,take part
협력=cooperat,collaborat,partner; 연대=solidarit; 공동체=communit; 사회=social,societ; 문화=cultur
다양=divers; 포용=inclus,inclusi; 평등=equal; 형평=equit; 공정=fair; 차별=discriminat; 편향=bias
편견=bias,prejudic; 불평등=inequalit; 취약=vulnerab; 소외=marginali,excluded
과소대표=underrepresent; 장애=disab; 노인=older,elder,senior; 어르신=older,elder; 아동=child
어린이=child; 청소년=youth,young,adolescen,teen; 청년=youth,young; 여성=wom; 이주=migra
난민=refugee; 투명=transparen; 공개=open,publish,disclos,public,register; 설명=expla
알림=notice,inform,notif; 고지=notice,notif; 책임=responsib,accountab,liab; 의무=obligation,dut
감독=oversight,supervis; 감사=audit; 감시=scrutin,monitor,surveil
점검=inspect,check,monitor,review; 평가=assess,evaluat; 영향=impact,affect,effect; 측정=measur
위험=risk,danger; 안전=safe; 보안=securit; 보호=protect
개인정보=personal data,personal information,privacy; 프라이버시=privacy; 정보=information
데이터=data; 품질=quality; 정확=accura; 알고리즘=algorithm; 인공지능=ai,artificial intelligence
시스템=system; 모델=model; 기술=technolog,technical; 과학=scien; 연구=research; 개발=develop
설계=design; 배포=deploy; 활용=use,using,utili,application; 이용=use,using,utili; 운영=operat
관리=manage,administ; 조달=procure; 구매=purchas,procure,buy; 계약=contract; 혁신=innovat
산업=industr; 기업=compan,business,enterprise; 사업자=operator,business,provider; 경제=econom
일자리=job,employ; 노동=labour,labor,work; 근로=work,labour,labor; 교육=educat; 훈련=training
학습=learn; 학교=school; 학술=academic; 대학=universit; 리터러시=literac
역량=capacit,capabilit,competenc; 인식=awareness; 홍보=promot,public relation; 언론=media,press
언어=language; 접근=access,approach; 환경=environment; 기후=climate; 에너지=energ,electric
지속=sustain,continu; 미래=future; 건강=health; 의료=medical,health
복지=welfare,well-being,wellbeing; 교통=transport,traffic; 주거=housing; 농촌=rural; 도시=urban,cit
예산=budget; 재정=financ; 비용=cost; 지원=support,assist; 장려=encourag,promot
촉진=promot,foster,facilitat; 계획=plan; 전략=strateg; 정책=polic; 기준=standard,criteri
지침=guideline; 절차=procedure,process; 과정=process; 결정=decision,decid
의사결정=decision-making,decision making; 자율=autonom; 자기결정=self-determin; 동의=consent
이의=object,appeal,contest; 구제=remed,redress; 배상=compensat,damage; 피해=harm,damage,victim
해를=harm; 처벌=penalt,punish; 금지=prohibit,ban,not be used; 제한=limit,restrict; 예외=except
보고=report; 보고서=report; 기록=record,log; 등록=register,registr; 보존=retain,preserv
삭제=delet,eras,repeal; 폐기=destroy,dispos; 공표=publish,promulgat
시행=enforce,implement,enter into force; 시행일=enforcement date,entry into force,effective
개정=amend,revis; 개선=improv; 검토=review; 갱신=updat; 업데이트=updat; 목표=goal,target,objective
성과=outcome,achiev,performance; 신뢰=trust; 정당성=legitima; 질의=question
의견=opinion,voice,comment; 청문=hearing; 신고=report,complain; 민원=complain,petition
회의=meeting; 임기=term of office; 구성=compos,consist,compris; 설치=establish; 설립=establish
전문가=expert; 기술자=technologist,engineer; 정책 입안자=policymaker,policy maker; 통합=integrat
상호=mutual,inter; 복잡=complex; 관계=relation; 군사=militar; 무기=weapon; 선거=election
표현=express; 자유=freedom,liber; 종교=religio; 창작=creat; 저작권=copyright
지식재산=intellectual property; 오픈소스=open source; 표준=standard; 인증=certif; 시험=test
검증=verif,validat,test; 모니터링=monitor; 사고=incident,accident; 긴급=emergenc,urgent
중단=stop,suspend,halt; 백업=backup; 소프트웨어=software; 로봇=robot; 자동화=automat
생성형=generative; 허위=false,disinformation,misinformation; 딥페이크=deepfake; 얼굴=face,facial
생체=biometric; 감정=emotion; 점수=scor; 순위=rank; 신용=credit; 보험=insur; 세금=tax; 물=water
전기=electric,power; 탄소=carbon; 나이=age; 성별=gender,sex; 인종=race,racial; 소득=income
출신=origin; 사법=judici; 경찰=police; 법원=court; 재판=trial,court
의회=parliament,council,assembl; 도지사=governor; 시장=mayor,market; 대통령=president
장관=minister; 중앙=central; 회원=member; 동맹=alliance; 유럽=europ; 한국=korea; 서울=seoul
경기=gyeonggi; 바르셀로나=barcelona; 다음=following,next; 첫째=first; 둘째=second; 셋째=third
끝으로=finally,last; 결론=conclusion; 요약=summary; 개요=overview,outline; 소개=introduc; 용어=term
적용=appl; 준수=comply,complian,adher,observ; 존중=respect; 보장=ensur,guarantee
증진=promot,enhanc; 향상=improv,enhanc; 강화=strengthen,enhanc; 실현=realis,realiz; 구현=implement
실행=execut,enforc,implement; 해결=solv,address,resol; 완화=mitigat; 예방=prevent
대응=respon,address; 공유=shar; 소통=communicat
"""
_ENTRIES = [entry.split("=") for entry in re.split(r"[;\n]", _LEXICON) if "=" in entry]


_SHORT = 3
_SHORT_ENDING = 2
_WORD = re.compile(r"[^\W_]+")


def _index(pairs: Iterator[tuple[str, int]]) -> dict[str, frozenset[int]]:
    index: dict[str, frozenset[int]] = {}
    for stem, concept in pairs:
        index[stem] = index.get(stem, frozenset()) | {concept}
    return index


_KO = _index((ko.strip(), i) for i, (ko, _) in enumerate(_ENTRIES))
_EN = _index((stem.strip(), i) for i, (_, en) in enumerate(_ENTRIES) for stem in en.split(","))
_KO_STEMS = re.compile("|".join(sorted(_KO, key=len, reverse=True)))
_EN_PHRASES = [stem for stem in _EN if not stem.isalpha()]
_LONGEST_STEM = max(map(len, _EN))


def words(text: str) -> set[str]:
    """Return the different words of a text in small letters."""
    return set(_WORD.findall(text.lower()))


def concepts(text: str, vocabulary: set[str], locale: str) -> frozenset[int]:
    """Return which entries of the word list a text contains; none for languages without one.

    `vocabulary` are the text's `words`.
    """
    if locale == "ko":
        return frozenset().union(*map(_korean, vocabulary))
    if locale == "en":
        text = text.lower()
        phrases = (_EN[phrase] for phrase in _EN_PHRASES if phrase in text)
        return frozenset().union(*map(_english, vocabulary), *phrases)
    return frozenset()


@lru_cache(maxsize=50_000)
def _korean(word: str) -> frozenset[int]:
    return frozenset().union(*(_KO[stem] for stem in _KO_STEMS.findall(word)))


@lru_cache(maxsize=50_000)
def _english(word: str) -> frozenset[int]:
    for length in range(min(len(word), _LONGEST_STEM), 1, -1):
        is_short = length <= _SHORT and len(word) > length + _SHORT_ENDING
        if word[:length] in _EN and not is_short:
            return _EN[word[:length]]
    return frozenset()
