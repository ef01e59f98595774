import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.reference import cpv
from matchmaker.reference.cpv import CpvError

codes = st.sampled_from([one.code for one in cpv.all_codes()[::7]])


def test_get_gives_both_labels_and_the_place_in_the_tree():
    assert cpv.get("45000000-7") == cpv.Cpv(
        code="45000000",
        full_code="45000000-7",
        level=1,
        parent=None,
        nature="works",
        social_service=False,
        label_fr="Travaux de construction",
        label_en="Construction work",
    )
    assert cpv.get("99999999") is None


def test_natures_are_the_field_s():
    assert [cpv.get(code).nature for code in ("45210000", "44110000", "48000000", "90910000")] == [
        "works", "supplies", "supplies", "services",
    ]  # fmt: skip
    assert sum(one.social_service for one in cpv.all_codes()) == 115


@pytest.mark.parametrize(
    ("typed", "full_code"),
    [
        ("45000000-7", "45000000-7"),
        ("450000007", "45000000-7"),
        ("45 00 00 00 - 7", "45000000-7"),
        ("45.21.00.00", "45210000-2"),
        ("45", "45000000-7"),
        ("45-7", "45000000-7"),
        ("4521", "45210000-2"),
        ("45000000–7", "45000000-7"),
        ("\u00a045210000\u202f", "45210000-2"),
    ],
)
def test_parse_reads_what_people_type(typed, full_code):
    assert cpv.parse(typed).full_code == full_code


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("45000000-8", "check_digit"),
        ("450000008", "check_digit"),
        ("45999999", "unknown"),
        ("46", "unknown"),
        ("4", "format"),
        ("4500000077", "format"),
        ("travaux", "format"),
        ("-7", "format"),
        ("４５", "format"),
    ],
)
def test_parse_refuses_and_says_why(typed, reason):
    with pytest.raises(CpvError) as caught:
        cpv.parse(typed)

    assert caught.value.reason == reason


def test_wrong_check_digit_tells_the_right_one_without_taking_it():
    with pytest.raises(CpvError) as caught:
        cpv.parse("45210000-9")

    assert caught.value.expected == "45210000-2"


def test_parse_of_nothing_is_none():
    assert cpv.parse(" \u00a0") is None


@settings(deadline=None, max_examples=100)
@given(codes)
def test_full_code_and_short_form_read_back(code):
    one = cpv.get(code)

    assert cpv.parse(one.full_code) == one
    assert cpv.parse(cpv.significant(code)) == one


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=14))
def test_any_text_is_read_or_refused(text):
    found, reason = None, ""
    found, reason = None, ""
    try:
        found = cpv.parse(text)
    except CpvError as refused:
        reason = refused.reason

    assert reason in {"", "format", "unknown", "check_digit"}
    assert found is None or found.code[:2] == "".join(c for c in text if c.isdigit())[:2]


def test_ancestors_go_from_the_division_to_the_parent():
    assert [one.code for one in cpv.ancestors("45262522")] == [
        "45000000", "45200000", "45260000", "45262000", "45262500", "45262520",
    ]  # fmt: skip
    assert cpv.ancestors("45000000") == ()
    assert cpv.ancestors("xx") == ()


@settings(deadline=None, max_examples=100)
@given(codes)
def test_tree_is_the_same_up_and_down(code):
    one = cpv.get(code)
    line = cpv.ancestors(code)

    assert one in cpv.children(one.parent)
    assert [above.level for above in line] == sorted({above.level for above in line})
    assert all(cpv.shared_digits(code, above.code) == len(cpv.significant(above.code)) for above in line)


def test_children_of_nothing_are_the_45_divisions():
    divisions = cpv.children(None)

    assert len(divisions) == 45
    assert {one.level for one in divisions} == {1}
    assert cpv.children("45262522") == ()


@pytest.mark.parametrize(
    ("a", "b", "digits"),
    [
        ("45210000", "45210000-2", 4),
        ("45000000", "45210000", 2),
        ("45000000", "45000000", 2),
        ("45000000", "44000000", 0),
        ("45262522", "45262521", 7),
        ("30000000", "30100000", 2),
        ("03000000", "03110000", 2),
    ],
)
def test_shared_digits_leave_trailing_zeros_out(a, b, digits):
    assert cpv.shared_digits(a, b) == cpv.shared_digits(b, a) == digits


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("nettoyage bureaux", "fr", "90919200"),
        ("NETTOYAGES DE BUREAU", "fr", "90919200"),
        ("traiteurs", "fr", "55520000"),
        ("peinture travaux", "fr", "45442100"),
        ("office cleaning", "en", "90919200"),
        ("4521", "fr", "45210000"),
        ("45210000-2", "fr", "45210000"),
    ],
)
def test_search_by_words_or_code(typed, language, first):
    assert cpv.search(typed, language=language)[0].code == first


@pytest.mark.parametrize("typed", ["", "  ", "de la", "qzxw", "99999", "\x00", "-"])
def test_search_of_nothing_known_is_empty(typed):
    assert cpv.search(typed) == ()


@settings(deadline=None, max_examples=60)
@given(codes)
def test_search_by_the_whole_label_finds_it(code):
    label = cpv.get(code).label_fr

    assert label in {one.label_fr for one in cpv.search(label, limit=10_000)} or not label
