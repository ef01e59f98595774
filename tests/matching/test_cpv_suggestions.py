"""Codes from words, with contracts or with the nomenclature alone."""

from matchmaker.matching.cpv_suggestions import CpvSuggester, nomenclature_suggester
from tests.matching.factories import TRADES

TEXTS = [text for texts in TRADES.values() for text in texts]
CODES = [code for code, texts in TRADES.items() for _ in texts]


def test_the_labels_alone_find_a_plain_word() -> None:
    found = nomenclature_suggester().suggest("nettoyage de vitres", 3)

    assert found[0].code == "90911300"


def test_contracts_teach_words_that_no_label_has() -> None:
    learned = CpvSuggester().fit([*TEXTS, "Cocktail dînatoire"], [*CODES, "55520000-1"])

    assert learned.suggest("cocktail", 1)[0].code == "55520000"


def test_confidence_falls_along_the_list() -> None:
    found = [one.confidence for one in CpvSuggester().fit(TEXTS, CODES).suggest("Taille de haies", 10)]

    assert found == sorted(found, reverse=True)
    assert all(0 < one <= 1 for one in found)


def test_unreadable_codes_are_left_out() -> None:
    assert CpvSuggester().fit(["a", *TEXTS], ["?", *CODES]).suggest("Tonte", 1)[0].code == "77310000"


def test_words_that_say_nothing_suggest_nothing() -> None:
    assert nomenclature_suggester().suggest("de la") == []


def test_learning_twice_gives_the_same() -> None:
    first, second = (CpvSuggester().fit(TEXTS, CODES).suggest("Buffets et vitres") for _ in range(2))

    assert first == second
