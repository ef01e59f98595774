"""A6: what everybody tries first is refused, long ones and pasted ones are taken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.accounts import passwords
from matchmaker.accounts.passwords import too_common
from matchmaker.accounts.rules import LONG, PERSONAL, password_problem

ABOUT = ("ines.carlier@exemple.fr", "Inès", "Carlier", "Le Beffroi")


@pytest.mark.parametrize(
    "password",
    [
        "password12",
        "M0tDeP@sse2026!",
        "azertyuiop",
        "qsdfghjklm",
        "98765432109",
        "aaaaaaaaaaaa",
        "abababababab",
        "motdepassemotdepasse",
        "azerty123456",
        "Bonjour2026",
        "soleil soleil",
    ],
)
def test_a6_common_words_runs_and_repeats_are_refused(password):
    assert too_common(password)


@pytest.mark.parametrize(
    "password", ["InesCarlier1", "carlier-ines-62", "lebeffroi2026", "Ines.Carlier@exemple.fr"]
)
def test_a6_what_is_known_of_the_person_is_refused(password):
    assert (too_common(password), password_problem(password, ABOUT)) == (False, PERSONAL)


@pytest.mark.parametrize(
    "password", ["trois pommes au marché", "girafe tondue", "Xk9#mQ2$vL", "é" * 4 + "toile rouge"]
)
def test_a6_a_few_words_of_ones_own_are_taken(password):
    assert password_problem(password, ABOUT) is None


@given(st.text(min_size=64, max_size=200).filter(lambda text: len(set(passwords.fold(text))) > 30))
@settings(deadline=None, max_examples=25)
def test_a6_sixty_four_signs_and_more_are_taken(password):
    assert password_problem(password, ABOUT) is None


def test_a_thousand_and_one_signs_are_too_many():
    assert password_problem("xyz " * 251) == LONG


def test_a6_the_form_says_so_and_pasting_is_not_hindered(client):
    page = client.get("/register")

    field = page.soup.select_one("input[name=password]")
    assert field is not None
    assert (field.get("maxlength"), field.get("onpaste"), field["autocomplete"]) == (
        None,
        None,
        "new-password",
    )


def test_a6_the_name_is_refused_at_registration(client):
    values = {
        "email": "ines.carlier@exemple.fr",
        "first_name": "Inès",
        "last_name": "Carlier",
        "consent": "y",
    }

    page = client.submit("/register", {**values, "password": "InesCarlier62"})

    assert page.status_code == 422
    assert "est fait de votre nom" in page.text
