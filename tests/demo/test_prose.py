from random import Random

import pytest

from matchmaker.demo.prose import items, typeset, write


def wordings(pattern: str, words: dict[str, str] | None = None) -> set[str]:
    return {write(pattern, Random(seed), words or {}) for seed in range(40)}


def test_choice_gives_each_option():
    assert wordings("[un|deux] pas") == {"Un pas", "Deux pas"}


def test_choice_inside_a_choice():
    assert wordings("a[b[c|d]|e]") == {"Abc", "Abd", "Ae"}


def test_number_keeps_to_its_steps():
    assert wordings("{10-30/10} x") == {"10 x", "20 x", "30 x"}


def test_large_number_is_grouped_in_threes():
    assert write("{12500-12500} x", Random(1), {}) == "12\u202f500 x"


def test_word_is_put_in_its_place():
    assert write("près {de_ville}", Random(1), {"de_ville": "d'Arras"}) == "Près d’Arras"


def test_unknown_word_is_refused():
    with pytest.raises(KeyError):
        write("{nobody}", Random(1), {})


@pytest.mark.parametrize("pattern", ["[open", "closed]", "a|b"])
def test_unbalanced_pattern_is_refused(pattern):
    with pytest.raises(ValueError, match=r"unbalanced|left open"):
        write(pattern, Random(1), {})


def test_typeset_binds_marks_and_units():
    assert typeset("L'essai : 12 km, « oui » ?") == "L’essai\u202f: 12\xa0km, «\u202foui\u202f»\u202f?"


def test_typeset_elides_before_un():
    assert typeset("de un à une, que une") == "d’un à une, qu’une"


def test_items_join_continued_lines():
    assert items("""
        - One
          two
        - Three
    """) == ("One two", "Three")
