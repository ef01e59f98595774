"""Files sent through pages: contracts read by the worker, payment delays told by buyers."""

from __future__ import annotations

import errno
import io
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from matchmaker.accounts.actor import Role
from matchmaker.observatory import sending
from matchmaker.observatory.store import light
from matchmaker.web.transaction import transaction
from tests.observatory import items

pytestmark = pytest.mark.one_engine
DELAYS = "siren,year,category,payments,mean_days,median_days,p90_days,share_over_limit\n"


@pytest.fixture
def sender(app, client, make, monkeypatch: pytest.MonkeyPatch) -> Iterator:
    """An administrator; the process that reads is played by this one."""

    def played(line: list[str], *, progress: Path) -> None:
        with progress.open("w") as stream:
            monkeypatch.setattr(sys, "stderr", stream)
            light.main(line[3:])
            monkeypatch.undo()

    monkeypatch.setattr(light, "beside", played)
    make.sign_in(client, make.user(administrator=True))
    yield client
    found = app.extensions["observatory"]
    if found._opened is not None:
        found._opened.connection.close()
    found._opened, found._stamp = None, None
    shutil.rmtree(found.home.root, ignore_errors=True)


def send(client, content: bytes, name: str = "contrats.json") -> str:
    answer = client.submit("/observatory/imports", {"file": (io.BytesIO(content), name)})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def contracts() -> bytes:
    held = [items.marche(), items.marche(montant=999999), items.marche(acheteur={})]
    return json.dumps({"marches": {"marche": held}}).encode()


def test_a_file_waits_then_is_read_by_the_worker(sender, work) -> None:
    address = send(sender, contracts())
    waiting = sender.get(address)
    before = sender.get("/observatory/")
    work()
    page = sender.get(address)

    assert "attend son tour" in waiting.text
    assert before.texts(".empty h2") == ["Aucun contrat n’a encore été importé"]
    facts = dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True))
    assert (facts["Lignes lues"], facts["Nouveaux marchés"], facts["Lignes écartées"]) == ("3", "2", "1")
    assert sender.get("/observatory/").status_code == 200


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as stream:
        stream.writestr("contrats.json", "{}")
    return held.getvalue()


BOMB = (
    b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><marches><marche><id>&b;</id></marche></marches>'
)
REFUSED = {
    "cut": (contracts()[:-30], "Le fichier est coupé : la fin manque."),
    "web page": (b"<!doctype html><html><body>404</body></html>", "C’est une page web"),
    "archive": (archive(), "C’est une archive ZIP"),
    "bomb": (BOMB, "Une déclaration de type de document XML n’est pas acceptée"),
    "two formats": (contracts() + b"\n<marches/>", "Du texte suit la fin des marchés"),
    "nothing": (b"", "Le fichier est vide."),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(sender, work, content: bytes, said: str) -> None:
    address = send(sender, content)
    work()

    assert said in sender.get(address).text
    assert sender.get("/observatory/").texts(".empty h2") == ["Aucun contrat n’a encore été importé"]


def test_a_full_disk_keeps_nothing_of_the_file(sender, app, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_told: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileStorage, "save", full)
    answer = sender.submit("/observatory/imports", {"file": (io.BytesIO(contracts()), "a.json")})

    with app.app_context():
        assert (answer.status_code, list(sending.incoming().root.glob("*"))) == (507, [])


def test_a_file_that_kills_its_reader_is_given_up(sender, app, monkeypatch: pytest.MonkeyPatch) -> None:
    address = send(sender, contracts())
    monkeypatch.setattr(light, "beside", lambda line, *, progress: None)
    for _ in range(4):
        with app.app_context(), transaction():
            sending.read_sent()

    assert "Renvoyez-le plus tard" in sender.get(address).text


def test_a_buyer_sends_the_delays_of_its_own_body(client, make) -> None:
    body = make.buyer(siret=items.ARRAS, siren=items.ARRAS[:9])
    make.sign_in(client, make.member(body, Role.BUYER))
    own = items.ARRAS[:9].encode()
    wrong = (
        DELAYS.encode() + own + b",2024,,120,19.5,,,\n" + own + b",2024,,0,x,,,1.5\n123456789,2024,,1,2,,,\n"
    )

    refused = client.submit("/observatory/delays/new", {"file": (io.BytesIO(wrong), "d.csv")})
    right = DELAYS.encode() + own + b",2024,,120,19.5,,,\n"
    loaded = client.submit("/observatory/delays/new", {"file": (io.BytesIO(right), "d.csv")})

    assert refused.status_code == 422
    assert refused.texts("tbody td:nth-child(2)") == ["payments", "mean_days", "share_over_limit", "siren"]
    assert (loaded.status_code, loaded.headers["Location"]) == (
        303,
        f"/observatory/delays?buyer={own.decode()}",
    )
