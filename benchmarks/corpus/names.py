"""Common given and family names of OSCE States, as registry offices list them every year."""

from __future__ import annotations

from typing import Final


def _names(line: str) -> tuple[str, ...]:
    return tuple(line.split())


WOMEN: Final = _names(
    "Aigul Alina Ana Anja Anna Anneli Astrid Aylin Barbara Beatriz Carla Carmen Catherine Claire Dana "
    "Daniela Diana Elena Elif Elisabeth Emma Eva Gabriela Galina Gulnara Hanna Helena Ingrid Irina Iva "
    "Ivana Jana Jelena Joanna Julia Karin Katarina Ketevan Kristina Laura Leila Lena Lilit Ljubica Lucia "
    "Madina Maja Margareta Maria Marina Marta Mirjana Monika Nadia Natalia Nina Nino Olga Paula Petra "
    "Rita Sabine Sandra Silvia Sofia Susanne Tamara Tatiana Teresa Ursula Vera Vesna Zarina Zuzana"
)
MEN: Final = _names(
    "Adam Alexander Andrei Antonio Aram Artur Bakhtiyor Bekim Bernard Boris Carlos Christian Daniel David "
    "Davit Dejan Dmitry Dragan Emil Erik Fatmir Farrukh Felix Francis Frank Georg Giorgi Goran Gustav "
    "Hans Henrik Igor Ilir Ivan Jan Janez Johan Josef Juan Karl Kestutis Klaus Lars Levan Luca Marat "
    "Marco Martin Mehmet Michael Miklos Milan Miroslav Nikola Nikolai Nurlan Oleg Otto Pavel Pedro Peter "
    "Pierre Rafael Robert Roman Rustam Samir Sergei Stefan Sven Tamas Thomas Tigran Tomas Viktor Vladimir "
    "Yusuf Zoran"
)
FAMILIES: Final = _names(
    "Abdullayev Aliyev Almeida Andersen Andersson Arslan Aydin Babayev Bajrami Balint Baranov Bauer "
    "Becker Berg Bernard Berisha Bianchi Bogdanov Bondarenko Borg Carvalho Castro Celik Costa Danielyan "
    "Demir Dimitrov Dragomir Dubois Dumitru Dvorak Eriksen Esposito Fernandes Ferrari Fischer Fontana "
    "Frey Garcia Gashi Georgiev Gomez Grigoryan Hakobyan Halvorsen Hansen Hasanov Hofer Horak Horvath "
    "Hoxha Huber Hysa Ibragimov Iliescu Ionescu Isakov Ivanov Jansen Jensen Johansson Jovanovic Juhasz "
    "Kaplan Karapetyan Karimov Karlsson Kask Kaya Keller Khachatryan Kovac Kovalenko Kowalski Krasniqi "
    "Kravchenko Kruger Kuznetsov Lambert Larsen Laurent Lehmann Leka Lindberg Lopes Lorenz Makinen "
    "Mamedov Marinov Markovic Martinez Mazur Mehmedov Meier Melnik Mikkelsen Mirzoyev Molnar Moreau "
    "Moretti Moser Muminov Nagy Nazarov Nemeth Nielsen Niemi Nikolic Nilsen Novak Nowak Olsen Ozturk "
    "Pavlov Pereira Petrenko Petrosyan Petrov Popescu Popov Prifti Rahimov Ramirez Ricci Rossi Roux Rusu "
    "Sahin Salonen Santoro Sargsyan Saar Schmid Schneider Shehu Sidorov Simonyan Smirnov Soares Sokolov "
    "Sorensen Stankovic Steiner Stojanovski Svoboda Szabo Tamm Tashkentov Todorov Toth Turner Usmanov "
    "Vasiliev Virtanen Vogel Wagner Weber Winkler Wisniewski Yilmaz Yusupov Zhakupov Zielinski"
)
