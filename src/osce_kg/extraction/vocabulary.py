"""Closed classes of English words that the grammar of posts, names and events rests on; all lower case."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(";") if part.strip())


HONORIFICS: Final = _words(
    "mr mr. mrs mrs. ms ms. dr dr. prof prof. professor sir lord lady dame madam messrs messrs. sheikh father "
    "reverend amb. gen. lt. col. maj. h.e. excellency excellencies"
)

# Titles of courtesy or rank: they come before a name, but name no post in a body.
RANKS: Final = _words(
    "ambassador general colonel lieutenant-general major-general admiral brigadier lieutenant major"
)

# Heads of titles, longest first when matched.
TITLE_HEADS: Final = _phrases(
    "president; prime minister; premier; minister; minister-president; chairman; chairwoman; chairperson; chair;"
    "co-chair; co-chairman; co-chairperson; chairman-in-office; chairperson-in-office; chairwoman-in-office;"
    "chair-in-office; cio; vice-chairman; vice-chairperson; vice-chair; secretary general; secretary-general;"
    "secretary of state; state secretary; secretary; head; head of mission; head of delegation; head of office;"
    "head of state; head of government; director; director general; director-general; managing director;"
    "ambassador; envoy; representative;"
    "co-ordinator; coordinator; commissioner; high commissioner; high representative; ombudsman; ombudsperson;"
    "speaker; mayor; governor; chancellor; vice-chancellor; king; queen; prince; princess; emperor; general;"
    "colonel; lieutenant-general; major-general; admiral; brigadier; major; supreme allied commander europe; commander;"
    "commander-in-chief; chief of staff; chief; leader; negotiator; rapporteur; spokesperson; spokesman;"
    "spokeswoman; adviser; advisor; rector; dean; judge; prosecutor; prosecutor general; prosecutor-general;"
    "attorney general; public prosecutor; senator; vice-president; vice president; president-elect; mediator;"
    "counsellor; consul; consul general; chargé d'affaires; charge d'affaires; archbishop; bishop; patriarch; pope;"
    "cardinal; metropolitan; mufti; professor; officer; manager; editor; editor-in-chief; akim; hakim; khokim;"
    "hokim; administrator; principal deputy; undersecretary; under-secretary; under-secretary-general;"
    "under secretary; assistant secretary; permanent secretary; member of parliament; mp; deputy; lecturer;"
    "foreign secretary; home secretary; defence secretary; executive secretary; chief executive; taoiseach;"
    "tánaiste; protector; verifier; troika; expert; observer; inspector; superintendent; vicar; convenor; convener;"
    "co-rapporteur; co-ordinator; special rapporteur; chief negotiator; negotiator; political representative;"
    "prefect; voivode; principal; founder; scholar; lawyer; journalist; writer; monitor; auditor; controller; delegate"
)

# Heads that make a person with a post worth a node even without a name.
OFFICE_HEADS: Final = TITLE_HEADS - _phrases(
    "professor; lecturer; expert; observer; officer; manager; editor; founder; scholar; lawyer; journalist; writer;"
    "monitor; deputy; member of parliament; mp; troika; general; colonel; major; admiral; brigadier; delegate;"
    "principal; auditor; controller; lieutenant-general; major-general; inspector; chief; protector; verifier;"
    "counsellor; metropolitan; senator; king; queen; prince; princess; leader; secretary; chair; commander; head;"
    "judge; lieutenant; chief"
) | _phrases("head; king; queen; leader; chair; commander")

TITLE_MODIFIERS: Final = _words(
    "deputy first vice second senior chief prime foreign interior defence defense justice finance education culture "
    "health economy labour environment transport energy agriculture security state national federal regional local "
    "city district provincial parliamentary presidential executive special personal permanent assistant associate "
    "general principal lead main joint political military human rights legal economic environmental election "
    "electoral public press media internal external european euro-atlantic integration government governmental "
    "police border mission programme project field resident non-resident head international cabinet trade tourism "
    "science information communications development reintegration youth sports social emergency home high chief "
    "supreme allied minority minorities gender anti-trafficking anti-corruption protection opposition community "
    "party religious spiritual constitutional democratization rule-of-law nuclear honorary staff"
)

# Adjectives of tenure: concept of the tenure-status vocabulary that they stand for, None if they only colour.
TENURE_WORDS: Final[dict[str, str | None]] = {
    "new": None,
    "newly": None,
    "newly-elected": None,
    "newly-appointed": None,
    "elected": None,
    "appointed": None,
    "re-elected": None,
    "incumbent": None,
    "current": None,
    "present": None,
    "outgoing": None,
    "departing": None,
    "then": None,
    "respective": None,
    "visiting": None,
    "chief": None,
    "incoming": "designate",
    "designate": "designate",
    "acting": "acting",
    "interim": "acting",
    "caretaker": "acting",
    "former": "former",
    "formerly": "former",
    "ex": "former",
    "late": "former",
    "previous": "former",
}

# What a portfolio may be about; a name can begin right after one of these.
PORTFOLIO_WORDS: Final = _words(
    "interior affairs foreign internal external justice defence defense education science culture finance economy "
    "economics trade industry health labour labor social welfare environment environmental protection energy "
    "transport agriculture communications information sports sport youth emergency situations security integration "
    "european euro-atlantic reintegration reconciliation development regional local self-government government "
    "administration public human rights minorities return refugees displaced persons justice police policing "
    "technology tourism reform reforms civil relations cooperation co-operation neighbourhood policy state nationality "
    "nationalities religion religious democratization elections election media freedom combating trafficking beings "
    "countering terrorism migration mission office parliament senate duma assembly council committee commission "
    "court union delegation presence centre center group agency bureau party coalition board chamber institute "
    "academy university secretariat department ministry region oblast rayon province district municipality city house "
    "representatives deputies republic federation staff people majilis mazhilis verkhovna rada sejm bundestag "
    "bundesrat meclis mejlis milli majlis seimas saeima riigikogu sobranje skupstina skupština storting riksdag "
    "knesset congress jogorku kenesh oliy majlis zhogorku kengesh settlement process conflict framework agreement convention programme project conference campaign"
)

# Bodies that are chambers of a parliament: they belong to the title, the State is the organization.
PARLIAMENT_WORDS: Final = _words(
    "parliament senate duma house chamber assembly majilis mazhilis rada sejm bundestag bundesrat mejlis majlis "
    "seimas saeima riigikogu sobranje storting riksdag congress knesset kenesh kengesh skupstina skupština"
)

BODY_HEADS: Final = _words(
    "commission committee ministry court agency bureau office department union association federation foundation fund "
    "institute institution academy university college school council board party movement bank group mission centre "
    "center presence delegation secretariat service organization organisation assembly parliament senate chamber "
    "company corporation authority administration prosecutor ombudsman network league society club police directorate "
    "inspectorate congress initiative forum platform coalition alliance institutes taskforce headquarters embassy"
)

PARTICLES: Final = _words(
    "de van der den von und la le di da dos del della al el bin ibn ben af ter zu zur y e i hoop of"
)
NAME_PARTICLES: Final = PARTICLES - _words("of e i y und hoop zu")

# People in the plural, or collectively: heads of groups that are known only by description.
GROUP_HEADS: Final = _words(
    "representatives officials members leaders experts ambassadors authorities staff journalists students "
    "ngos parliamentarians politicians ministers participants officers delegates heads observers colleagues "
    "counterparts deputies diplomats lawyers judges prosecutors mayors governors activists citizens residents refugees "
    "returnees farmers women men youth teachers academics scholars intellectuals graduates trainees civilians soldiers "
    "professionals specialists editors victims families relatives elders commanders monitors negotiators interlocutors "
    "mediators chairpersons co-chairs partners organizations organisations groups parties communities delegation "
    "delegations team leadership government associations media stakeholders mentors mentees envoys presidents "
    "lawmakers legislators dignitaries personnel employees entrepreneurs businessmen businesspeople workers actors "
    "advisers advisors directors candidates minorities volunteers alumni pupils cadets servants practitioners "
    "investigators commissioners senators professors researchers scientists institutions clergy envoys society "
    "secretaries managers veterans detainees prisoners guards troops villagers locals donors interviewees "
    "coordinators co-ordinators heads-of-mission missions agencies bodies trainers"
)

# Nouns that make a group when they stand alone, without "representatives of".
COLLECTIVE_SINGULARS: Final = _words(
    "delegation staff leadership government team media youth society personnel clergy"
)

NUMBERS: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"],
        start=1,
    )
} | {"dozen": 12, "both": 2}

ORDINALS: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=1
    )
} | {"last": -1, "final": -1}

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"],
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Final[dict[str, int]] = {
    name: number
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}

PRONOUNS: Final = _words("he she they him her them his their")
PLURAL_PRONOUNS: Final = _words("they them their")
FUNCTION_WORDS: Final = _words(
    "the a an this that these those it its he she they we i his her their our my him them us in on at of for to from "
    "by with and or but as after before during while when where who whom which whose if since until under over about "
    "also then there here not no both each every all some many most more other others such same own both during "
    "upon within without between among earlier later today yesterday tomorrow is was were are be been has had have "
    "will would can could may might should must following according while despite although because however "
    "meanwhile moreover furthermore among another so than too very just only even still already"
)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list separated by blanks: a closed class is read more easily as running text."""
    return _words(text)
