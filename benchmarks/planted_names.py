"""Made-up names of persons by language, and the ways in which documents spell one name.

Given names are common ones; surnames are syllables with the endings of their language. A few surnames are
frequent and most are rare, as in any country.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_SYLLABLES: Final = tuple(
    onset + vowel
    for onset in _listed("b d g k l m n p r s t v z sh ch kh zh ts dr br")
    for vowel in ("a", "e", "i", "o", "u", "ya", "yu")
)
_STEMS: Final = 20_000
_SPELLINGS: Final = (
    ("kh", "h"),
    ("kh", "ch"),
    ("zh", "j"),
    ("zh", "dj"),
    ("ts", "c"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("yev", "ev"),
    ("v", "w"),
    ("u", "ou"),
    ("y", "i"),
    ("sh", "sch"),
)
"""What other systems of transliteration, and other languages, write for the same letters."""


@dataclass(frozen=True, slots=True)
class Language:
    """Given names, endings of surnames, further names such as patronymics, and where it is spoken."""

    given: tuple[str, ...]
    endings: tuple[str, ...]
    further: tuple[str, ...]
    states: tuple[str, ...]


LANGUAGES: Final = (
    Language(
        _listed(
            "Aleksandr Aleksei Anatoly Andrei Boris Dmitry Evgeny Fyodor Gennady Grigory Igor Ilya Ivan "
            "Konstantin Leonid Maksim Mikhail Nikolai Oleg Pavel Pyotr Roman Sergei Stanislav Valery Vasily "
            "Viktor Vladimir Vyacheslav Yuri Anna Ekaterina Elena Irina Lyudmila Maria Natalya Olga Svetlana "
            "Tatyana"
        ),
        ("ov", "ev", "in", "enko", "sky", "uk"),
        ("Ivanovich", "Petrovich", "Nikolaevich", "Sergeevich", "Borisovich"),
        ("RUS", "UKR", "BLR", "MDA", "BGR", "SRB", "MKD", "MNE"),
    ),
    Language(
        _listed(
            "Abdulla Akmal Aziz Bakhtiyor Bolat Daniyar Emin Farhod Habib Ilham Islam Jamshid Karim Kayrat "
            "Marat Murat Nursultan Nurlan Oktay Qasim Rashid Rustam Samir Sapar Shavkat Temir Timur Ulugbek "
            "Vugar Yerlan Zafar Aida Aigul Gulnara Leyla Nigora Roza Saule Zagiba Zarina"
        ),
        ("ov", "ev", "li", "zade", "bayev", "khanov", "uly"),
        ("Heydar", "Rashid", "Karim", "Abdulla", "Murat"),
        ("KAZ", "UZB", "KGZ", "TJK", "TKM", "AZE", "TUR"),
    ),
    Language(
        _listed(
            "Anders Antonio Bernard Bruno Carlo Christian Daniel Edward Erik Fabio Franz George Hans Henrik "
            "Jan Jaap Javier Johan John Joao Karl Lars Luigi Marco Michael Miguel Paul Peter Robert Thomas "
            "Alice Angela Catherine Christine Eva Helga Isabel Laura Margareta Ursula"
        ),
        ("sson", "mann", "er", "ini", "ez", "ard", "ton", "stra", "berg"),
        ("Paul", "Maria", "Heinrich", "Jose", "James"),
        ("AUT", "BEL", "CAN", "DEU", "DNK", "ESP", "FIN", "FRA", "GBR", "ITA", "NLD", "NOR", "PRT", "USA"),
    ),
    Language(
        _listed(
            "Aram Ararat Armen Artur Ashot David Eduard Garegin Giorgi Gagik Hrant Irakli Karen Levan Mamuka "
            "Mikheil Narek Nino Nika Ruben Samvel Serzh Shota Sos Tigran Vahan Vardan Vartan Zaza Zurab "
            "Anahit Ani Eka Ketevan Lilit Maka Mariam Nana Salome Tamar"
        ),
        ("yan", "dze", "shvili", "ia", "uri", "ava"),
        ("Robert", "David", "Vano", "Levon", "Ruben"),
        ("ARM", "GEO"),
    ),
)


def surname(random: Random, language: Language) -> str:
    """Return a surname; a stem's share falls with the square root of its rank."""
    rank = int(_STEMS * random.random() ** 2)
    stem = _SYLLABLES[rank % len(_SYLLABLES)] + _SYLLABLES[rank // len(_SYLLABLES) % len(_SYLLABLES)]
    ending = language.endings[rank % len(language.endings)]
    return (stem + ending).capitalize()


def transliterated_otherwise(random: Random, name: str) -> str:
    """Return a name as another system of transliteration writes it, or as it is where there is none."""
    fitting = [pair for pair in _SPELLINGS if pair[0] in name.lower()[1:]]
    if not fitting:
        return name
    before, after = random.choice(fitting)
    return name[:1] + name[1:].replace(before, after, 1)


def misspelt(random: Random, name: str) -> str:
    """Return a name with one of the letters of its surname doubled, left out or replaced; not the first."""
    at = name.rindex(" ") + random.randrange(3, len(name) - name.rindex(" "))
    letter = random.choice((name[at] * 2, "", random.choice("aeiourstn")))
    return name[:at] + letter + name[at + 1 :]
