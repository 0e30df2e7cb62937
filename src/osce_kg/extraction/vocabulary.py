"""Closed classes of English words that the grammar of posts, names and events rests on; all lower case."""

from __future__ import annotations

from typing import Final


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list separated by blanks: a closed class is read more easily as running text."""
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(";") if part.strip())


def _numbered(text: str, first: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(text.split(), start=first)}


HONORIFICS: Final = word_set(
    "mr mr. mrs mrs. ms ms. dr dr. prof prof. professor sir lord lady dame madam messrs messrs. sheikh "
    "father reverend amb. gen. lt. col. maj. h.e. excellency excellencies"
)

# Titles of courtesy or rank: they come before a name, but name no post in a body.
RANKS: Final = word_set(
    "ambassador general colonel lieutenant-general major-general admiral brigadier lieutenant major professor"
)

# Heads of titles, longest first when matched.
TITLE_HEADS: Final = _phrases(
    "president; prime minister; premier; minister; minister-president; chairman; chairwoman; "
    "chairperson; chair; co-chair; co-chairman; co-chairperson; chairman-in-office; "
    "chairperson-in-office; chairwoman-in-office; chair-in-office; cio; vice-chairman; vice-chairperson; "
    "vice-chair; secretary general; secretary-general; secretary of state; state secretary; secretary; "
    "head; head of mission; head of delegation; head of office; head of state; head of government; "
    "director; director general; director-general; managing director; ambassador; envoy; representative; "
    "co-ordinator; coordinator; commissioner; high commissioner; high representative; ombudsman; "
    "ombudsperson; speaker; mayor; governor; chancellor; vice-chancellor; king; queen; prince; princess; "
    "emperor; general; colonel; lieutenant-general; major-general; admiral; brigadier; major; "
    "supreme allied commander europe; commander; commander-in-chief; chief of staff; chief; leader; "
    "negotiator; rapporteur; spokesperson; spokesman; spokeswoman; adviser; advisor; rector; dean; "
    "judge; prosecutor; prosecutor general; prosecutor-general; attorney general; public prosecutor; "
    "senator; vice-president; vice president; president-elect; mediator; counsellor; consul; "
    "consul general; chargé d'affaires; charge d'affaires; archbishop; bishop; patriarch; pope; "
    "cardinal; metropolitan; mufti; professor; officer; manager; editor; editor-in-chief; akim; hakim; "
    "khokim; hokim; administrator; principal deputy; undersecretary; under-secretary; "
    "under-secretary-general; under secretary; assistant secretary; permanent secretary; "
    "member of parliament; mp; deputy; lecturer; foreign secretary; home secretary; defence secretary; "
    "executive secretary; chief executive; taoiseach; tánaiste; protector; verifier; troika; expert; "
    "observer; inspector; superintendent; vicar; convenor; convener; co-rapporteur; special rapporteur; "
    "chief negotiator; political representative; prefect; bashkan; member of the presidency; counselor; "
    "voivode; principal; founder; scholar; lawyer; "
    "journalist; writer; monitor; auditor; controller; delegate"
)

# Heads that make a person with a post worth a node even without a name.
OFFICE_HEADS: Final = TITLE_HEADS - _phrases(
    "professor; lecturer; expert; observer; officer; manager; editor; founder; scholar; lawyer; "
    "journalist; writer; monitor; deputy; member of parliament; mp; troika; general; colonel; major; "
    "admiral; brigadier; delegate; principal; auditor; controller; lieutenant-general; major-general; "
    "inspector; chief; protector; verifier; counsellor; metropolitan; senator; king; queen; prince; "
    "princess; leader; secretary; chair; commander; head; judge; lieutenant"
) | _phrases("head; king; queen; leader; chair; commander")

# Heads of the one post that is the Chairmanship of the OSCE.
IN_OFFICE_HEADS: Final = word_set(
    "chairman-in-office chairperson-in-office chairwoman-in-office chair-in-office cio"
)
CHAIR_HEADS: Final = word_set("chair chairperson chairman chairwoman")
ENVOY_HEADS: Final = word_set("envoy representative")

# Heads of posts of which a body has many: a list of bodies shares them, it does not make an office in each.
MANY_HOLDER_HEADS: Final = word_set("ambassador representative expert observer")

# Heads that tell one holder from another only beside the body that is served.
SERVING_HEADS: Final = word_set("expert adviser advisor observer officer")

# Heads that are names of one post.
SYNONYMOUS_HEADS: Final = (
    IN_OFFICE_HEADS,
    CHAIR_HEADS,
    word_set("co-ordinator coordinator"),
    _phrases("secretary general; secretary-general"),
    word_set("co-chair co-chairman co-chairperson"),
    _phrases("prime minister; premier"),
    _phrases("head; head of mission; head of office; head of delegation"),
)

# A post with one of these is another than the post without: a deputy is not the principal.
DEPUTY_MARKS: Final = word_set("deputy vice first acting")

# Parts of titles that a State's own officials bear.
NATIONAL_POST_MARKS: Final = _phrases(
    "minister; president; speaker; premier; parliament; secretary; prosecutor; ombudsman; head of state; "
    "chancellor; king; prime; chair"
)

# Heads of titles only in capitals: a lower-case "general" or "deputy" is an adjective.
CAPITAL_ONLY_HEADS: Final = word_set("general deputy chief major troika officer private")

TITLE_MODIFIERS: Final = word_set(
    "deputy first vice second senior chief prime foreign interior defence defense justice finance "
    "education culture health economy labour environment transport energy agriculture security state "
    "national federal regional local city district provincial parliamentary presidential executive "
    "special personal permanent assistant associate general principal lead main joint political military "
    "human rights legal economic environmental election electoral public press media internal external "
    "european euro-atlantic integration government governmental police border mission programme project "
    "field resident non-resident head international cabinet trade tourism science information "
    "communications development reintegration youth sports social emergency home high supreme allied "
    "minority minorities gender anti-trafficking anti-corruption protection opposition community party "
    "religious spiritual constitutional democratization rule-of-law nuclear honorary staff"
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
PORTFOLIO_WORDS: Final = word_set(
    "interior affairs foreign internal external justice defence defense education science culture finance "
    "economy economics trade industry health labour labor social welfare environment environmental "
    "protection energy transport agriculture communications information sports sport youth emergency "
    "situations security integration european euro-atlantic reintegration reconciliation development "
    "regional local self-government government administration public human rights minorities return "
    "refugees displaced persons police policing technology tourism reform reforms civil relations "
    "cooperation co-operation neighbourhood policy state nationality nationalities religion religious "
    "democratization elections election media freedom combating trafficking beings countering terrorism "
    "migration mission office parliament senate duma assembly council committee commission court union "
    "delegation presence centre center group agency bureau party coalition board chamber institute "
    "academy university secretariat department ministry region oblast rayon province district "
    "municipality city house representatives deputies republic federation staff people majilis mazhilis "
    "verkhovna rada sejm bundestag bundesrat meclis mejlis milli majlis seimas saeima riigikogu sobranje "
    "skupstina skupština storting riksdag knesset congress jogorku kenesh oliy zhogorku kengesh "
    "settlement process conflict framework agreement convention programme project conference campaign"
)

# Bodies that are chambers of a parliament: they belong to the title, the State is the organization.
NATIONAL_HEADS: Final = word_set("president minister") | {"prime minister", "foreign minister"}
"""Heads of titles that are of a State unless the text says otherwise."""

PARLIAMENT_WORDS: Final = word_set(
    "parliament senate duma house chamber assembly majilis mazhilis rada sejm bundestag bundesrat mejlis "
    "majlis seimas saeima riigikogu sobranje storting riksdag congress knesset kenesh kengesh skupstina "
    "skupština"
)

BODY_HEADS: Final = word_set(
    "commission committee ministry court agency bureau office department union association federation "
    "foundation fund institute institution academy university college school council board party movement "
    "bank group mission centre center presence delegation secretariat service organization organisation "
    "assembly parliament senate chamber company corporation authority administration prosecutor ombudsman "
    "network league society club police directorate inspectorate congress initiative forum platform "
    "coalition alliance institutes taskforce headquarters embassy"
)

# Parts of a body's name that tell of its kind.
PARLIAMENT_MARKS: Final = word_set("parliament assembly senate duma majilis rada sejm")
GOVERNMENT_MARKS: Final = word_set(
    "ministry commission committee agency government court prosecutor department police inspectorate "
    "directorate office service council bank"
)
CIVIL_SOCIETY_MARKS: Final = _phrases(
    "ngo; foundation; association; network; institute; society; movement; union; league; think tank; zhalgas"
)
# Bodies whose adjective of nationality is a part of their name: "Kazakhstani Institute".
NATIONALITY_BEARING_BODIES: Final = word_set("ministry institute parliament senate government academy union")

# Words that stand for a body that the text has named in full before: "the Mission", "the Centre's Head".
FIELD_UNITS: Final = word_set("mission centre center presence office")
POSSESSING_UNITS: Final = FIELD_UNITS | word_set("assembly commission group institution")
TRACED_UNITS: Final = FIELD_UNITS | word_set("assembly commission group council")
ACTING_UNITS: Final = FIELD_UNITS | word_set("ministry delegation co-ordinator")
# Units that only the names of their heads tell apart: "heads of the other delegations".
PLURAL_UNITS: Final = word_set("delegations missions institutions")
PLURAL_UNIT_MODIFIERS: Final = word_set("the other respective various participating observer")
DELEGATION_WORDS: Final = word_set("delegation team")

# Nouns that make a capitalized word the name of an area.
# Nouns that only count a group: "a number of experts".
COUNTING_NOUNS: Final = word_set("group number range variety series couple team")

AREA_WORDS: Final = word_set(
    "states canton district province county region oblast rayon municipality city republic valley river "
    "street square hotel palace"
)

PARTICLES: Final = word_set(
    "de van der den von und la le di da dos del della al el bin ibn ben af ter zu zur y e i hoop of "
    "oglu ogly uulu kyzy qizi"
)
NAME_PARTICLES: Final = PARTICLES - word_set("of e i y und hoop zu")

# People in the plural, or collectively: heads of groups that are known only by description.
GROUP_HEADS: Final = word_set(
    "representatives officials members leaders experts ambassadors authorities staff journalists students "
    "ngos parliamentarians politicians ministers participants officers delegates heads observers "
    "colleagues counterparts deputies diplomats lawyers judges prosecutors mayors governors activists "
    "citizens residents refugees returnees farmers women men youth teachers academics scholars "
    "intellectuals graduates trainees civilians soldiers professionals specialists editors victims "
    "families relatives elders commanders monitors negotiators interlocutors mediators chairpersons "
    "co-chairs partners organizations organisations groups parties communities delegation delegations "
    "team leadership government associations media stakeholders mentors mentees envoys presidents "
    "lawmakers legislators dignitaries personnel employees entrepreneurs businessmen businesspeople "
    "workers actors advisers advisors directors candidates minorities volunteers alumni pupils cadets "
    "servants practitioners investigators commissioners senators professors researchers scientists "
    "institutions clergy society secretaries managers veterans detainees prisoners guards troops "
    "villagers locals donors interviewees coordinators co-ordinators heads-of-mission missions agencies "
    "bodies trainers"
)

# Heads that describe who belongs to a group rather than begin the next item of a list.
GROUP_PART_HEADS: Final = word_set(
    "organizations organisations ngos groups parties media society institutions communities associations "
    "women youth minorities bodies agencies"
)

NUMBERS: Final[dict[str, int]] = {
    **_numbered(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty"
    ),
    "dozen": 12,
    "both": 2,
}
ORDINALS: Final[dict[str, int]] = {
    **_numbered("first second third fourth fifth sixth seventh eighth ninth tenth"),
    "last": -1,
    "final": -1,
}

MONTHS: Final[dict[str, int]] = _numbered(
    "january february march april may june july august september october november december"
) | {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
# Monday is 0, as in ``datetime.date.weekday``.
WEEKDAYS: Final[dict[str, int]] = _numbered(
    "monday tuesday wednesday thursday friday saturday sunday", first=0
)

PRONOUNS: Final = word_set("he she they him her them his their")
PLURAL_PRONOUNS: Final = word_set("they them their")
MALE_PRONOUNS: Final = word_set("he him his")
SUBJECT_PRONOUNS: Final = word_set("he she")
SINGULAR_POSSESSIVES: Final = word_set("his her")
POSSESSIVES: Final = word_set("its his her their")
DETERMINERS: Final = POSSESSIVES | word_set("the a an our this that")
# What begins the post of another person after "and": "the Head of the Centre and *his* Deputy".
NEW_HOLDER_OPENINGS: Final = SINGULAR_POSSESSIVES | word_set("the a its")

MALE_HONORIFICS: Final = word_set("mr mr. sir lord")
FEMALE_HONORIFICS: Final = word_set("mrs mrs. ms ms. lady dame madam")
# Given names of men that end in -a, as most women's names of the region do.
MALE_NAMES_IN_A: Final = word_set(
    "nikola luka ilija sasa misha nikita mustafa mykola ilya kuzma sinisa jaksa vanja ilia matija andrija "
    "musa isa kemala yahya thomaa zakaria elia joshua attila geza bela gyula costa goca ljubisa lubisha "
    "grisha"
)

# What joins the words of a complement: "Affairs *of the* Federation *and* …".
COMPLEMENT_LINKS: Final = word_set("and of for the in on &")
COMPLEMENT_PREPOSITIONS: Final = word_set("of for on to in at from with")
# What joins the words of a group's description and of a body's name.
GROUP_LINKS: Final = word_set("of from for to in within at")
BODY_LINKS: Final = word_set("of for and on the 's")

# Verbs of posts: "who *is* the Chairman", "who *heads* the Mission", "who was *elected* President".
HOLDING_VERBS: Final = word_set("is was serves served acts")
HEADING_VERBS: Final = word_set("heads leads chairs headed led chaired")
APPOINTING_PARTICIPLES: Final = word_set("elected appointed named re-elected")
MEETING_WORDS: Final = word_set("met meets meeting meetings talks")
MEMBERSHIP_VERBS: Final = word_set("were are included")
COMPRISING_VERBS: Final = word_set("comprising comprised")
CONSISTING_PARTICIPLES: Final = word_set("consisting consisted composed up")

FUNCTION_WORDS: Final = word_set(
    "the a an this that these those it its he she they we i his her their our my him them us in on at of "
    "for to from by with and or but as after before during while when where who whom which whose if since "
    "until under over about also then there here not no both each every all some many most more other "
    "others such same own upon within without between among earlier later today yesterday tomorrow is was "
    "were are be been has had have will would can could may might should must following according despite "
    "although because however meanwhile moreover furthermore another so than too very just only even "
    "still already"
)
