"""Extracts of Sirene: what is kept, what is masked, what a second load does."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from matchmaker.reference.identifiers import demonstration_siret
from matchmaker.register.loading import Refused, load
from matchmaker.register.store import Register
from matchmaker.register.values import Establishment, Summary

FIRST, SECOND = demonstration_siret(31), demonstration_siret(31, 2)
HEAD = (
    "siret,siren,denominationUniteLegale,activitePrincipaleEtablissement,"
    "nomenclatureActivitePrincipaleEtablissement,codeCommuneEtablissement,categorieJuridiqueUniteLegale,"
    "categorieEntreprise,trancheEffectifsUniteLegale,economieSocialeSolidaireUniteLegale,"
    "statutDiffusionEtablissement"
)
LINE = f"{FIRST},{FIRST[:9]},ATELIER DU TERNOIS,43.32A,NAFRev2,62041,5458,PME,11,O,O"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "sirene")


@pytest.fixture
def read(tmp_path: Path, register: Register):
    def read(*lines: str, name: str = "extract.csv", **options: bool) -> Summary:
        (tmp_path / name).write_text("\n".join(lines) + "\n")
        return load(tmp_path / name, register, step=lambda _lines: None, **options)

    return read


def test_line_with_the_columns_of_the_contract_is_kept(read, register: Register) -> None:
    summary = read(HEAD, LINE)

    assert summary == Summary(1, 1, 0, 0, 0)
    assert register.lookup(FIRST) == Establishment(
        siret=FIRST,
        name="ATELIER DU TERNOIS",
        commune="62041",
        naf="43.32A",
        nomenclature="rev2",
        legal_category="5458",
        size="PME",
        headcount="11",
        social=True,
    )


def test_second_load_changes_nothing_and_leaves_the_file_alone(read, register: Register) -> None:
    read(HEAD, LINE)
    before = register.path.stat().st_ino

    summary = read(HEAD, LINE)

    assert (summary.unchanged, summary.nothing_new) == (1, True)
    assert register.path.stat().st_ino == before


def test_later_extract_adds_and_changes(read, register: Register) -> None:
    read(HEAD, LINE)

    summary = read(HEAD, LINE.replace("TERNOIS", "ARTOIS"), LINE.replace(FIRST, SECOND))

    assert (summary.establishments_new, summary.establishments_changed) == (1, 1)
    assert [one.siret for one in register.establishments(FIRST[:9])] == [FIRST, SECOND]


def test_columns_that_an_extract_has_not_stay_as_they_were(read, register: Register) -> None:
    read(HEAD, LINE)

    read("siret;courriel", f"{FIRST};Mairie@Exemple.invalid", name="annuaire.csv")

    found = register.lookup(FIRST)
    assert (found.name, found.email) == ("ATELIER DU TERNOIS", "mairie@exemple.invalid")


def test_who_opposes_publication_is_masked_but_known(read, register: Register) -> None:
    head = f"{HEAD},libelleVoieEtablissement,codePostalEtablissement,courriel"

    read(head, LINE[:-1] + "P,RUE SECRETE,62000,a@exemple.invalid")

    found = register.lookup(FIRST)
    assert found.masked
    assert (found.name, found.address, found.postal_code, found.email) == (None, None, None, None)
    assert b"SECRETE" not in register.path.read_bytes()


def test_natural_person_and_address_are_put_together(read, register: Register) -> None:
    head = (
        "siret,denominationUniteLegale,prenom1UniteLegale,nomUniteLegale,numeroVoieEtablissement,"
        "typeVoieEtablissement,libelleVoieEtablissement,etatAdministratifEtablissement,etablissementSiege"
    )

    read(head, f"{FIRST},[ND],LUCIE,EXEMPLE,12,RUE,DES ROSES,F,true")

    found = register.lookup(FIRST)
    assert (found.name, found.address) == ("LUCIE EXEMPLE", "12 RUE DES ROSES")
    assert (found.closed, found.head_office, found.social) == (True, True, None)


def test_parquet_is_known_by_its_content_and_gets_its_zeros_back(
    tmp_path: Path, read, register: Register
) -> None:
    path = tmp_path / "extract.dat"
    duckdb.sql(
        f"SELECT {int(FIRST)} AS siret, 'ATELIER' AS denominationUniteLegale, 'N' AS economieSocialeSolidaireUniteLegale"
    ).write_parquet(str(path))

    load(path, register, step=lambda _lines: None)

    assert register.lookup(FIRST) == Establishment(siret=FIRST, name="ATELIER", social=False)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "cannot be read|no column"),
        (b"a,b\n1,2\n", "no column siret"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "cannot be read|no column"),
        (b"PAR1 and then nothing of the kind", "cannot be read"),
        (b"siret,denominationUniteLegale\nx,y\n", "no line"),
    ],
)
def test_u1_what_is_no_extract_is_refused_and_leaves_the_register(
    tmp_path: Path, read, register: Register, content: bytes, words: str
) -> None:
    read(HEAD, LINE)
    before = register.path.read_bytes()
    (tmp_path / "odd").write_bytes(content)

    with pytest.raises(Refused, match=words):
        load(tmp_path / "odd", register, step=lambda _lines: None)
    assert register.path.read_bytes() == before
    assert sorted(path.name for path in register.path.parent.iterdir()) == [
        "register.lock",
        "register.sqlite3",
    ]


def test_lines_that_cannot_be_read_are_counted(read, register: Register) -> None:
    summary = read("siret,denominationUniteLegale", f"{FIRST},ATELIER", "123,X", f"{SECOND},Y,too,many,cells")

    assert (summary.establishments_new, summary.lines_refused) == (1, 2)


def test_replace_forgets_what_was_loaded_before(read, register: Register) -> None:
    read(HEAD, LINE)

    read(HEAD, LINE.replace(FIRST, SECOND), replace=True)

    assert (register.lookup(FIRST), register.count()) == (None, 1)


def test_firm_s_facts_are_those_of_its_head_office(read, register: Register) -> None:
    head = "siret,categorieEntreprise,etablissementSiege,codeCommuneEtablissement"

    read(head, f"{FIRST},PME,false,62041", f"{SECOND},GE,true,59350")

    assert register.contract_facts([FIRST[:9], "000000000"])[FIRST[:9]].size == "GE"
    assert register.communes([FIRST, "0" * 14]) == {FIRST: "62041"}


def test_nothing_is_known_before_anything_was_loaded(register: Register) -> None:
    assert (register.lookup(FIRST), register.establishments(FIRST[:9]), register.count()) == (None, [], 0)


def test_command_tells_in_json_what_it_did(application, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(application.extensions, "register", Register(tmp_path / "sirene"))
    (tmp_path / "extract.csv").write_text(f"{HEAD}\n{LINE}\n")
    run = application.test_cli_runner().invoke

    first, second = (run(args=["sirene", "load", str(tmp_path / "extract.csv")]) for _ in range(2))
    missing = run(args=["sirene", "load", str(tmp_path / "nowhere.csv")])

    assert '"establishments_new": 1' in first.stdout
    assert "nothing changed" in second.stderr
    assert (first.exit_code, missing.exit_code, missing.stdout) == (0, 1, "")


def test_what_is_left_out_is_told(tmp_path: Path, register: Register) -> None:
    (tmp_path / "extract.csv").write_text(f"siret,siren,colour\n{FIRST},{FIRST[:9]},red\n123,,blue\n")
    told: list[str] = []

    load(tmp_path / "extract.csv", register, step=lambda _lines: None, tell=told.append)

    assert told == ["unknown column “colour” ignored", "record 2: no SIRET of 14 digits, left out"]
