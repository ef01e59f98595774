"""Words are read through dirt, and offsets point into the raw text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from matchmaker.matching.text import fold_word, ngrams, stems, tokens, words


def spelt(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokens(text)]


@pytest.mark.parametrize("written", ["Nettoyages", "NETTOYAGE", "nettoyage", "nettoy&acirc;ge"])
def test_stems_of_one_word_agree_however_it_is_written(written: str) -> None:
    assert stems(written) == ["nettoyag"]


def test_words_without_weight_are_left_out() -> None:
    assert words("La mairie et l'école de la Commune d'Œuf") == ["mairie", "ecole", "commune", "oeuf"]


def test_markup_and_entities_are_read_through() -> None:
    text = "R&eacute;novation<br />de l&#39;&eacute;cole &amp;eacute;lectrique"

    assert words(text) == ["renovation", "ecole", "electrique"]
    assert spelt(text) == ["R&eacute;novation", "&eacute;cole", "&amp;eacute;lectrique"]


@pytest.mark.parametrize(
    ("lost", "found"), [("b�timents", "batiments"), ("ma�onnerie", "maconnerie"), ("�uvre", "oeuvre")]
)
def test_lost_letters_are_guessed_from_the_nomenclature(lost: str, found: str) -> None:
    assert fold_word(lost) == found


def test_lost_letters_of_an_unknown_word_become_e() -> None:
    assert fold_word("zzz�xx") == "zzzexx"


@given(st.text(max_size=80))
def test_offsets_give_back_the_written_word(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)


@given(st.text(alphabet="abcdefghij", min_size=1, max_size=12))
def test_ngrams_are_those_of_scikit_learn(word: str) -> None:
    analyze = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer()

    assert sorted(ngrams(word)) == sorted(set(analyze(word)) if len(word) < 3 else analyze(word))
