from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.reference.text import fold, name_key, typographic, words


def test_fold_drops_case_accents_and_ligatures():
    assert fold("  Nœux-les-Mines\u00a0:  L’Été ÆGIR ") == "noeux-les-mines : l'ete aegir"


@settings(deadline=None, max_examples=200)
@given(st.text())
def test_fold_twice_is_fold_once(text: str):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, max_examples=100)
@given(st.text())
def test_name_key_twice_is_name_key_once(text: str):
    assert name_key(name_key(text)) == name_key(text)


def test_words_are_cut_at_anything_but_letters_and_digits():
    assert words("L'entretien, d'espaces-verts (2e lot)") == (
        "l", "entretien", "d", "espaces", "verts", "2e", "lot",
    )  # fmt: skip


def test_name_key_writes_saint_in_full():
    assert name_key("St-Omer") == name_key("Saint-Omer") == "saint omer"
    assert name_key("Ste Catherine") == "sainte catherine"


def test_typographic_text_has_the_apostrophe_of_print():
    assert typographic("L'Isle-d'Abeau") == "L’Isle-d’Abeau"
