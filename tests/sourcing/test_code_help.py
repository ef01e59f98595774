"""Codes offered to who writes: what offers and contracts taught, the labels before."""

from __future__ import annotations

from flask import Flask

from matchmaker.sourcing import code_help, index


def test_codes_come_from_the_labels_before_anything_was_learned(app: Flask) -> None:
    with app.app_context():
        assert "90911300" in code_help.codes("Nettoyage de vitres", 5)


def test_codes_come_from_contracts_once_learned(app: Flask, context: None) -> None:
    taught = [("Débroussaillage des talus et des bermes", "77312000")] * 2 + [
        ("Fourniture de pain", "15811100")
    ]
    index.index().refit(taught)

    assert code_help.codes("débroussaillage de bermes", 1)[0][:4] == "7731"
