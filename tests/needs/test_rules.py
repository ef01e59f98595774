"""The life of a need and who may act on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.accounts.actor import ANONYMOUS, ActingFor, Actor, Role
from matchmaker.needs import rules
from matchmaker.needs.models import Nature, Need, NeedStatus, Reserved
from matchmaker.organisations.models import BuyerFamily, Organisation
from matchmaker.reference.zones import Zone

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


def actor(organisation_id: int = 7, role: Role = Role.BUYER, **values: object) -> Actor:
    return Actor(
        user_id=1, confirmed=True, acting_for=ActingFor(1, organisation_id, "Corps", role, True), **values
    )


def need(**values: object) -> Need:
    return Need(**{"status": NeedStatus.PUBLISHED, "organisation_id": 7, "considerations": [], **values})


def ready(**values: object) -> Need:
    one = need(title="Tonte", description="Tondre", nature=Nature.SERVICES, **values)
    one.zone = Zone(communes=("62041",))
    one.answers_until = one.answers_until or NOW + timedelta(days=20)
    return one


def test_every_state_has_its_transitions() -> None:
    assert set(rules.TRANSITIONS) == set(NeedStatus)


def test_nothing_published_becomes_a_draft_again() -> None:
    back = {NeedStatus.DRAFT, NeedStatus.SCHEDULED}

    assert all(not rules.TRANSITIONS[status] & back for status in NeedStatus if status not in back)


def test_ends_are_ends() -> None:
    assert rules.TRANSITIONS[NeedStatus.WITHDRAWN] | rules.TRANSITIONS[NeedStatus.AWARDED] == set()


@pytest.mark.parametrize(
    ("who", "owns"),
    [
        (actor(7), True),
        (actor(8), False),
        (actor(7, Role.SUPPLIER), False),
        (Actor(user_id=1), False),
        (ANONYMOUS, False),
    ],
)
def test_a_need_belongs_to_the_body_one_acts_for(who: Actor, owns: bool) -> None:
    assert rules.owns(who, need(author_id=1)) is owns


def test_a_draft_without_body_belongs_to_its_author() -> None:
    draft = need(
        status=NeedStatus.DRAFT, organisation_id=None, author_id=1, draft_key_digest=rules.key_digest("k")
    )

    assert rules.owns(Actor(user_id=1), draft)
    assert not rules.owns(Actor(user_id=2, draft_key="k"), draft)


def test_an_anonymous_draft_belongs_to_its_browser() -> None:
    draft = need(status=NeedStatus.DRAFT, organisation_id=None, draft_key_digest=rules.key_digest("k"))

    assert rules.owns(Actor(draft_key="k"), draft)
    assert not rules.owns(Actor(draft_key="other"), draft)
    assert not rules.owns(ANONYMOUS, draft)


def test_a_draft_without_key_belongs_to_nobody() -> None:
    draft = need(status=NeedStatus.DRAFT, organisation_id=None)

    assert not rules.owns(ANONYMOUS, draft)


@pytest.mark.parametrize("status", NeedStatus)
def test_strangers_see_public_states_only(status: NeedStatus) -> None:
    assert rules.can_see(ANONYMOUS, need(status=status)) is (status in rules.PUBLIC)


@pytest.mark.parametrize("status", NeedStatus)
def test_what_the_owner_may_do_follows_the_state(status: NeedStatus) -> None:
    can = {
        name
        for name in (
            "edit",
            "discard",
            "publish",
            "withdraw",
            "close",
            "extend",
            "tender",
            "award",
            "duplicate",
        )
        if getattr(rules, f"can_{name}")(actor(), need(status=status))
    }

    assert (
        can
        == {
            NeedStatus.DRAFT: {"edit", "discard", "publish"},
            NeedStatus.SCHEDULED: {"edit", "publish", "duplicate"},
            NeedStatus.PUBLISHED: {"edit", "withdraw", "close", "extend", "tender", "duplicate"},
            NeedStatus.CLOSED: {"withdraw", "extend", "tender", "duplicate"},
            NeedStatus.TENDERED: {"withdraw", "award", "duplicate"},
            NeedStatus.AWARDED: {"duplicate"},
            NeedStatus.WITHDRAWN: {"duplicate"},
        }[status]
    )


def test_a_person_without_confirmed_address_does_not_publish() -> None:
    unconfirmed = Actor(user_id=1, acting_for=ActingFor(1, 7, "Corps", Role.BUYER, True))

    assert not rules.can_publish(unconfirmed, need(status=NeedStatus.DRAFT))


def test_missing_names_what_suppliers_must_know() -> None:
    assert rules.missing(need(), NOW) == ("title", "description", "nature", "zone", "answers_until")
    assert rules.missing(ready(), NOW) == ()


def test_a_passed_deadline_counts_as_missing() -> None:
    assert rules.missing(ready(answers_until=NOW), NOW) == ("answers_until",)


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1)), st.integers(0, 10**9))
def test_an_amount_falls_into_one_band_on_any_day(day: date, amount: int) -> None:
    bands = rules.bands_on(day)

    fitting = [one for one in bands if one.low <= amount and (one.high is None or amount < one.high)]

    assert len(fitting) == 1
    assert [one.low for one in bands] == sorted(one.low for one in bands)


def test_bands_follow_the_threshold_of_april_2026() -> None:
    before = [one.code for one in rules.bands_on(date(2026, 3, 31))]
    after = [one.code for one in rules.bands_on(date(2026, 4, 1))]

    assert (before[1:3], after[1:3]) == (["25-40k", "40-100k"], ["25-60k", "60-100k"])


def test_an_old_band_is_still_read() -> None:
    assert rules.band("25-40k") is not None
    assert rules.band("nothing") is None


def test_the_regime_is_that_of_the_band_and_nature() -> None:
    supplies = need(amount_band="25-60k", nature=Nature.SUPPLIES)
    works = need(amount_band="60-100k", nature=Nature.WORKS)

    assert [one.key for one in rules.regimes(supplies, TODAY)] == ["no_publicity"]
    assert [one.key for one in rules.regimes(works, TODAY)] == ["no_publicity"]


def test_a_band_over_a_threshold_shows_both_regimes() -> None:
    state = need(amount_band="100-216k", nature=Nature.SERVICES)
    state.organisation = Organisation(name="État", is_buyer=True, buyer_family=BuyerFamily.STATE)

    assert [one.key for one in rules.regimes(state, TODAY)] == ["official_publicity", "formal"]


def test_no_amount_no_regime() -> None:
    assert rules.regimes(need(nature=Nature.SERVICES), TODAY) == ()
    assert rules.above_eu_threshold(need(nature=Nature.SERVICES), TODAY) is None


@pytest.mark.parametrize(("band", "above"), [("100-216k", False), ("216-500k", True)])
def test_european_threshold_of_a_local_authority(band: str, above: bool) -> None:
    assert rules.above_eu_threshold(need(amount_band=band, nature=Nature.SERVICES), TODAY) is above


@pytest.mark.parametrize(("cpv", "outside"), [("85310000", False), ("77310000", True), (None, False)])
def test_ess_reservation_holds_for_social_services(cpv: str | None, outside: bool) -> None:
    facts = rules.facts(ready(reserved=Reserved.ESS, cpv=cpv), TODAY)

    assert facts.ess_reserved_outside_list is outside
