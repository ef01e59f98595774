import pytest

from matchmaker.reference import legal


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("7210", "local"), ("7220", "local"), ("7230", "local"), ("7346", "local"), ("7361", "local"),
        ("7113", "state"), ("7364", "hospital"), ("7331", "public_establishment"), ("5710", None),
    ],
)  # fmt: skip
def test_category_tells_the_family_of_a_buyer(code, family):
    assert legal.get(code).buyer_family == family


def test_category_tells_the_social_economy_as_far_as_the_law_does():
    assert (legal.get("9220").ess_family, legal.get("9220").ess_by_law) == ("association", "yes")
    assert legal.get("5710").ess_by_law == "no"
    assert {one.ess_by_law for one in legal.categories()} == {"yes", "no", "to_check"}
    assert legal.get("0001") is None


def test_search_by_label_or_code():
    assert legal.search("association declaree")[0].code == "9220"
    assert legal.search("7210")[0].label_fr == "Commune et commune nouvelle"
    assert legal.search("zzz") == ()


def test_inclusive_kinds_name_the_article_that_reserves():
    assert legal.inclusive_kind("ESAT").article == "L2113-12"
    assert legal.inclusive_kind("EI").article == "L2113-13"
    assert legal.inclusive_kind("GEIQ").article is None
    assert [one.code for one in legal.inclusive_kinds() if one.basis_checked] == ["EA", "ESAT", "SEP", "ESS"]


@pytest.mark.parametrize(
    ("code", "size"),
    [("NN", "tpe"), ("03", "tpe"), ("11", "pme"), ("31", "pme"), ("32", "eti"), ("51", "eti"), ("52", "ge"),
     ("53", "ge"), ("99", None), ("", None), (None, None)],
)  # fmt: skip
def test_size_by_headcount(code, size):
    assert legal.size_of(code) == size


def test_headcount_bands_follow_each_other():
    counted = [one for one in legal.headcount_bands() if one.low is not None]

    assert [one.low for one in counted[1:]] == [one.high + 1 for one in counted[:-1]]
    assert counted[-1].high is None
