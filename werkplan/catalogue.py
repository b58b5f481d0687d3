"""Sentences for a goal, at B1 and in the first person, to pick from and to make one's own (main directions: GGM)."""

GOAL_SENTENCES: dict[str, tuple[str, ...]] = {
    "betaald_werk": (
        "Ik wil binnen een half jaar betaald werk.",
        "Ik wil werk dat past bij mijn gezin.",
        "Ik wil ander werk, omdat mijn baan stopt.",
    ),
    "ondernemen": (
        "Ik wil voor mezelf beginnen.",
        "Ik wil weten of mijn eigen bedrijf kans heeft.",
    ),
    "opleiding": (
        "Ik wil een diploma halen waarmee ik werk vind.",
        "Ik wil een opleiding volgen met studiefinanciering.",
    ),
    "naar_vermogen": (
        "Ik wil werken, met hulp op de werkplek.",
        "Ik wil werken voor zover mijn gezondheid dat toelaat.",
    ),
    "werkfit": (
        "Ik wil beter Nederlands spreken en schrijven.",
        "Ik wil weer wennen aan een vaste dag en aan werk.",
        "Ik wil uitzoeken welk werk bij mij past.",
        "Ik wil mijn geldzorgen oplossen, zodat ik aan werk kan denken.",
    ),
    "meedoen": (
        "Ik wil weer onder de mensen komen.",
        "Ik wil iets doen voor anderen in mijn buurt.",
    ),
}
