"""Invented people and texts for meetings in bulk: lists to choose from, as people write at work."""

from __future__ import annotations

from random import Random

FIRST = (
    "Aaliyah Ada Aidan Amara Aoife Ben Bronwen Callum Chidi Chloë Cormac Daisy Danilo Dot Eilidh Eli Fay "
    "Finn Freya Gus Hal Hamza Imani Ivy Jakub José Kai Kay Kit Leila Lev Łukasz Maeve Małgorzata May Ned "
    "Nell Noah Nuala Olu Oona Owen Priya Rafał Renée Ruth Samira Seán Sofía Tariq Theo Tilly Uche Vikram "
    "Yusuf Zoë"
).split()
LAST = (
    "Abara|Adeyemi|Amory|Ashworth|Bankole|Blyth|Brennan|Byrne|Calloway|Chowdhury|Crane|D’Souza|Dunmore|El-Amin|"
    "Fenn|Fitzgerald|Garside|Grześ|Hallam|Harrow-Smith|Holloway|Ibekwe|Jelínek|Kaur|Keane|Larkin|Lowe|Lund|"
    "Marsh|Mbeki|McAllister|Moss|Müller|Nair|Nguyễn|Núñez|O’Brien|O’Shea|Okoro|Olsen|Osei|Pike|Quist|Rahman|"
    "Rudd|Sánchez|Sesay|Shah|Starr|Szabó|Thorpe|Tully|Underhill|Vance|Voss|Walsh|Whitlock|Yates|Yıldız|Zielińska"
).split("|")
JOBS = ("social worker", "detective constable", "health visitor", "named nurse", "head of year", "key worker")
TEAMS = ("Assessment North", "Assessment South", "Children in care", "Adolescents", "MASH", "Court and care")
SCHOOLS = (
    "Alder Park School|Larch Primary|St Brannoc’s|Millfield Academy|Hawthorn Infants|Ferry Road Nursery"
).split("|")
STREETS = (
    "Alma Road|Bell Lane|Canal Walk|Dyer Street|Elm Grove|Foundry Close|Gasworks Lane|Harbour Rise".split("|")
)
RELATIVES = ("mother", "father", "grandmother", "stepfather", "mother's partner", "aunt", "older brother")

_LISTS = {
    "who": "The mother|The father|A neighbour|The class teacher|The health visitor|An older sibling|"
    "The grandmother|A taxi driver|The school nurse|The duty worker|The paediatrician|A passer-by",
    "did": "saw|reported|described|was told of|wrote down|photographed|rang about|denied|could not explain|"
    "asked about|had not heard of|was worried by",
    "what": "bruises on both upper arms|a burn on the left hand|shouting late at night|an empty fridge|"
    "men coming and going|the child alone in the flat|a smell of cannabis|broken glass in the hall|"
    "a second telephone|new trainers and cash|a locked bedroom door|marks in the shape of a belt|"
    "a parent asleep on the stairs|blood on the school shirt|messages that ask for pictures",
    "when": "on Monday morning|after school on Thursday|twice in the last fortnight|since the move in spring|"
    "at the weekend contact|during the home visit|before the holidays|shortly after midnight|"
    "on the way to nursery|in the waiting room at accident and emergency",
    "more": "and the child would not say how it came about|and said that it had happened before|"
    "while the parents gave two different accounts|and nobody had told the school|"
    "which does not fit what the hospital was told|and asked not to be sent home|"
    "and the younger children were in the room|and the landlord has given notice|"
    "though the tenancy is in another name|and the appointment had been cancelled twice|"
    "and the police were not called that night|which the family puts down to a fall from the sofa",
    "means": "It may happen again|The child is not protected at home|The account cannot be right|"
    "Someone else may be hurting the child|The mother cannot keep him away|Contact has to be supervised|"
    "The younger children are at the same risk|It has become worse within weeks|"
    "What protected the child last year is gone",
    "do": "Visit the child at school|Arrange a child protection medical|Check the address and the vehicle|"
    "Speak to the grandmother about staying there|Ask the surgery for the full history|"
    "Agree who tells the parents, and when|Send the chronology to all agencies|Secure the phone for evidence|"
    "See the siblings alone|Ring the placement and the escort|Ask housing about the tenancy|"
    "Bring forward the health assessment",
    "source": "own contact|school log|hospital letter|police report|the mother by telephone|case file|GP",
    "voice": "I do not want to go back there|I want my mum to stop crying|He gets angry when he drinks|"
    "I like it at Nan’s|I do not want to talk about it|Nobody asks me|I am scared|It was my fault",
}
_CHOICES = {name: words.split("|") for name, words in _LISTS.items()}


def choose(chance: Random, name: str) -> str:
    """Return one of the phrases of a list."""
    return chance.choice(_CHOICES[name])


def person(chance: Random) -> str:
    """Return a name."""
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def sentence(chance: Random) -> str:
    """Return what somebody may have seen or heard."""
    said = " ".join(choose(chance, name) for name in ("who", "did", "what", "when"))
    return f"{said}, {choose(chance, 'more')}."


def told(chance: Random, fewest: int, most: int) -> str:
    """Return some sentences; now and then a name or a street stands in one."""
    said = [sentence(chance) for _ in range(chance.randint(fewest, most))]
    if chance.random() < 0.4:
        said.append(f"{person(chance)} of {chance.randint(1, 180)} {chance.choice(STREETS)} was named.")
    return " ".join(said)
