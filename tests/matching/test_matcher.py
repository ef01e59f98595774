"""Suggestions: right, explained, neutral, and the same however the suppliers came in."""

import pickle
from collections.abc import Hashable
from datetime import date

import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from matchmaker.matching.matcher import DuplicateSupplier, SupplierMatcher
from matchmaker.matching.values import Evidence, Filters, Suggestion, Supplier
from matchmaker.reference.zones import Zone
from tests.matching.factories import ARRAS, LENS, LILLE, MARSEILLE, fitted, need, region, supplier


def order(suggestions: list[Suggestion]) -> list[Hashable]:
    return [one.supplier_id for one in suggestions]


def test_the_trade_comes_first_and_the_nearest_of_the_trade() -> None:
    found = fitted().suggest(need(zone=LENS))

    assert order(found)[:3] == ["90-arras", "90-lille", "90-marseille"]


def test_a_synonym_is_found_by_its_cpv() -> None:
    found = fitted().suggest(need("Réception du maire", cpv=("55520000-1",)), k=3)

    assert {one.split("-")[0] for one in order(found)} == {"55"}


def test_without_any_text_the_cpv_alone_ranks() -> None:
    found = fitted().suggest(need("", cpv=("77310000",), zone=LILLE), k=1)

    assert order(found) == ["77-lille"]


@pytest.mark.parametrize("text", ["", "de la les", "日本語 текст", "?!…"])
def test_a_need_that_says_nothing_suggests_nobody(text: str) -> None:
    assert fitted().suggest(need(text)) == []


def test_sixty_thousand_letters_are_ranked() -> None:
    assert order(fitted().suggest(need("nettoyage des vitres " * 3000), k=1))[0].startswith("90")


def test_parts_sum_to_the_score() -> None:
    for one in fitted().suggest(need(cpv=("90",), zone=ARRAS)):
        assert round(sum(part.points for part in one.reasons), 1) == one.score


def test_shared_words_are_shown_in_the_suppliers_own_spelling() -> None:
    suppliers = [supplier(1, "Nous NETTOYONS vos vitres, nettoyages de fin de chantier"), *region()]
    found = SupplierMatcher().fit(suppliers).explain(need("nettoyage des vitres"), 1)

    shared = {word.stem: word for word in found.reasons[0].words}
    text = suppliers[0].evidence[0].text
    assert [text[span.start : span.end] for span in shared["nettoyag"].spans] == ["nettoyages"]


def test_missing_words_are_told_heaviest_first() -> None:
    found = fitted().explain(need("Nettoyage des toitures"), "90-arras")

    assert found.missing_words == ("toitures",)


def test_explaining_equals_suggesting() -> None:
    matcher, asked = fitted(), need(cpv=("90910000",), zone=LILLE)

    for one in matcher.suggest(asked):
        assert matcher.explain(asked, one.supplier_id) == one


def test_explaining_an_unknown_supplier_raises() -> None:
    with pytest.raises(KeyError):
        fitted().explain(need(), "nobody")


def test_equal_suppliers_are_ordered_differently_from_need_to_need() -> None:
    matcher = SupplierMatcher().fit([supplier(at, "Nettoyage de vitres", cpv="90910000") for at in range(6)])

    firsts = {matcher.suggest(need(id=at), k=1)[0].supplier_id for at in range(30)}

    assert len(firsts) >= 4


def test_repeating_a_word_five_hundred_times_gains_little() -> None:
    honest = supplier("honest", "Nettoyage de vitres")
    stuffed = supplier("stuffed", "Nettoyage de vitres " + "nettoyage " * 500)
    matcher = SupplierMatcher().fit([honest, stuffed, *region()])

    asked = need("Nettoyage de vitres")
    assert matcher.explain(asked, "stuffed").score <= matcher.explain(asked, "honest").score


def test_the_same_offer_published_ten_times_counts_once() -> None:
    once = supplier("once", "Nettoyage de vitres", cpv="90910000")
    often = supplier("often", *["Nettoyage de vitres"] * 10, cpv="90910000")
    matcher = SupplierMatcher().fit([once, often, *region()])

    assert matcher.explain(need(), "often").score == matcher.explain(need(), "once").score


def test_name_size_and_ess_change_no_score() -> None:
    plain = supplier("plain", "Nettoyage de vitres")
    famous = supplier("famous", "Nettoyage de vitres", name="Nettoyage Vitres", size="ge", ess=True)
    matcher = SupplierMatcher().fit([plain, famous, *region()])

    assert matcher.explain(need(), "famous").score == matcher.explain(need(), "plain").score


def test_a_reserved_need_excludes_by_kind_and_says_so() -> None:
    suppliers = [*region(), supplier("esat", "Nettoyage", kinds=frozenset({"esat"}))]
    matcher, asked = SupplierMatcher().fit(suppliers), need(reserved=("L2113-12",))

    assert order(matcher.suggest(asked)) == ["esat"]
    assert {one.rule for one in matcher.set_aside(asked)} == {"reserved"}
    assert len(matcher.set_aside(asked)) == 12


def test_zone_size_and_ess_can_be_switched() -> None:
    suppliers = [
        supplier("near", "Nettoyage de vitres", zone=ARRAS, size="tpe", ess=True),
        supplier("far", "Nettoyage de vitres", zone=MARSEILLE, size="tpe", ess=True),
        supplier("big", "Nettoyage de vitres", zone=ARRAS, size="ge", ess=True),
        supplier("plain", "Nettoyage de vitres", zone=ARRAS, size="tpe"),
    ]
    matcher, asked = SupplierMatcher().fit(suppliers), need(zone=ARRAS)
    filters = Filters(only_zone=True, ess_only=True, sizes=frozenset({"tpe", "pme"}))

    assert order(matcher.suggest(asked, filters=filters)) == ["near"]
    assert {one.supplier_id: one.rule for one in matcher.set_aside(asked, filters)} == {
        "far": "zone",
        "big": "size",
        "plain": "ess",
    }


def test_a_region_need_meets_a_supplier_of_one_commune_in_it() -> None:
    matcher = SupplierMatcher().fit([supplier("lens", "Nettoyage", zone=LENS), *region()])
    place = matcher.explain(need(zone=Zone(regions=("32",))), "lens").reasons[-1]

    assert (place.criterion, place.points) == ("place", place.maximum)


def test_unavailable_suppliers_are_set_aside_while_it_lasts() -> None:
    away = supplier("away", "Nettoyage", unavailable_until=date(2026, 3, 1))
    matcher = SupplierMatcher().fit([away, *region()])

    assert [one.rule for one in matcher.set_aside(need(as_of=date(2026, 2, 1)))] == ["unavailable"]
    assert matcher.set_aside(need(as_of=date(2026, 3, 2))) == []


def test_later_evidence_than_the_need_is_ignored() -> None:
    late = Supplier("late", (Evidence("Nettoyage de vitres", "contract", (), date(2026, 5, 1)),))
    matcher = SupplierMatcher().fit([late, *region()])

    assert matcher.explain(need(as_of=date(2026, 4, 30)), "late").score == 0
    assert matcher.explain(need(as_of=date(2026, 5, 1)), "late").score > 0


def test_a_supplier_without_evidence_is_never_suggested() -> None:
    matcher = SupplierMatcher().fit([Supplier("empty", ()), *region()])

    assert "empty" not in order(matcher.suggest(need(), k=50))
    assert matcher.explain(need(), "empty").poor_profile


def test_no_supplier_at_all_suggests_nobody() -> None:
    assert SupplierMatcher().fit([]).suggest(need()) == []


def test_two_suppliers_with_one_id_are_refused() -> None:
    with pytest.raises(DuplicateSupplier):
        SupplierMatcher().fit([supplier(1, "a"), supplier(1, "b")])


def test_an_unfitted_matcher_says_so() -> None:
    with pytest.raises(NotFittedError):
        SupplierMatcher().suggest(need())


def test_fitting_again_forgets() -> None:
    matcher = fitted().fit([supplier("new", "Nettoyage")])

    assert order(matcher.suggest(need(), k=50)) == ["new"]


def test_a_matcher_can_be_cloned_and_pickled() -> None:
    matcher = fitted()

    assert pickle.loads(pickle.dumps(matcher)).suggest(need()) == matcher.suggest(need())
    assert clone(matcher).weights is matcher.weights


def test_needs_for_a_supplier_have_the_scores_of_the_other_way() -> None:
    matcher = fitted()
    needs = [
        need(text, id=at, zone=LILLE)
        for at, text in enumerate(("Tonte", "Traiteur", "Vitres", "Taille de haies"))
    ]

    found = matcher.needs_for("77-lille", matcher.need_index(needs), k=2)

    scores = sorted((matcher.explain(one, "77-lille").score, one.id) for one in needs)
    assert [(one.score, at) for at, one in found] == scores[:-3:-1]


def test_a_supplier_of_another_place_keeps_its_words() -> None:
    matcher = fitted()
    near, far = (matcher.explain(need(zone=LILLE), f"90-{name}") for name in ("lille", "marseille"))

    # A tenth moves between parts when they are rounded to sum to the score.
    assert [part.points for part in near.reasons[:3]] == pytest.approx(
        [part.points for part in far.reasons[:3]], abs=0.11
    )
    assert near.score > far.score


def test_three_perfect_pieces_earn_the_maximum() -> None:
    texts = ("Nettoyage vitres", "Vitres nettoyage lot 1", "Nettoyage vitres lot 2")
    twin = Supplier(
        "twin", tuple(Evidence(text, "offer", (f"9091000{at}",)) for at, text in enumerate(texts))
    )
    matcher = SupplierMatcher().fit([twin, *region()])

    words = matcher.explain(need("Nettoyage vitres"), "twin").reasons[0]
    assert words.points > 0.9 * words.maximum


def test_one_perfect_piece_earns_most_of_the_maximum() -> None:
    matcher = SupplierMatcher().fit([supplier("one", "Nettoyage vitres"), *region()])

    words = matcher.explain(need("Nettoyage vitres"), "one").reasons[0]
    assert words.points == round(matcher.weights_.most("words", 1), 1)


def test_a_place_named_in_the_words_is_read_when_none_is_given() -> None:
    matcher = fitted()
    found = matcher.suggest(need("Nettoyage des vitres, ville de Lille"), k=1)[0]

    assert found.supplier_id == "90-lille"
    assert found.reasons[-1].message.startswith("Works where the words of the need point to")
