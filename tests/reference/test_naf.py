import pytest

from matchmaker.reference import naf


@pytest.mark.parametrize("typed", ["43.21A", "4321A", "43.21a", " 43 21 A "])
def test_code_is_found_however_it_is_typed(typed):
    found = naf.get(typed)

    assert (found.code, found.level, found.parent) == ("43.21A", "subclass", "43.21")


def test_nomenclatures_do_not_mix():
    assert naf.get("81.21Z").label_fr == "Nettoyage courant des bâtiments"
    assert naf.get("81.21Z", "2025") is None
    assert naf.get("81.21Y", "2025").label("en") == "General cleaning of buildings"


def test_every_level_of_rev2_leads_to_its_section():
    for one in naf.all_codes("rev2"):
        above = one
        while above.parent:
            above = naf.get(above.parent)
        assert above.level == "section"


@pytest.mark.parametrize(
    ("typed", "nomenclature", "code"),
    [("nettoyage batiment", "rev2", "81.21Z"), ("travaux installation électrique", "rev2", "43.21A"),
     ("4321", "rev2", "43.21A"), ("nettoyage batiments", "2025", "81.21Y")],
)  # fmt: skip
def test_search_by_words_or_code(typed, nomenclature, code):
    assert naf.search(typed, nomenclature=nomenclature)[0].code == code


@pytest.mark.parametrize("typed", ["", "zzzz", "99.99", "\x00"])
def test_search_of_nothing_known_is_empty(typed):
    assert naf.search(typed) == ()


def test_label_without_english_is_french():
    assert naf.get("43.21A").label("en") == naf.get("43.21A").label("fr")
