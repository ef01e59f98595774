import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from matchmaker.reference import (
    articles,
    buyers,
    commune_table,
    communes,
    cpv,
    legal,
    naf,
    outlines,
    tables,
    territories,
)

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "reference"
LIMIT_BYTES = 6_000_000


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_reference", ROOT / "tools" / "build_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("held", "count"),
    [
        (cpv.all_codes, 9_454),
        (cpv.supplementary, 903),
        (commune_table.table, 34_969),
        (commune_table.municipal, 45),
        (territories.departments, 109),
        (territories.regions, 26),
        (territories.epcis, 1_255),
        (territories.arrondissements, 333),
        (naf.all_codes, 1_728),
        (lambda: naf.all_codes("2025"), 747),
        (legal.categories, 260),
        (legal.inclusive_kinds, 11),
        (legal.headcount_bands, 16),
        (buyers.all_buyers, 3_878),
        (buyers.operators, 426),
        (articles.all_articles, 16),
        (lambda: outlines.outline("departments")["features"], 101),
        (lambda: outlines.outline("regions")["features"], 18),
        (lambda: outlines.outline("epcis_hdf")["features"], 92),
    ],
)
def test_tables_are_whole(held, count):
    assert len(held()) == count


def test_tables_stay_small():
    assert sum(path.stat().st_size for path in tables.FOLDER.iterdir()) <= LIMIT_BYTES


def test_packing_twice_gives_the_same_bytes(builder):
    assert builder.packed("Arras\n") == builder.packed("Arras\n")
    assert builder.packed("Arras\n")[4:8] == bytes(4)  # no time in the header


def test_check_tells_a_table_that_differs(builder, monkeypatch, tmp_path):
    (tmp_path / "cpv.tsv.gz").write_bytes(builder.packed("code\t1\n"))
    monkeypatch.setattr(builder, "FOLDER", tmp_path)

    assert builder.differs("cpv.tsv", "code\t2\n")
    assert not builder.differs("cpv.tsv", "code\t1\n")
    assert builder.differs("naf.tsv", "code\t1\n")


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/reference")
def test_committed_tables_equal_a_rebuild(builder):
    assert builder.build(builder.Source(SHARED), check=True) == []


def test_no_outline_has_an_unknown_code():
    known = {
        "departments": territories.department,
        "regions": territories.region,
        "epcis_hdf": territories.epci,
    }
    for layer, get in known.items():
        codes = [feature["properties"]["code"] for feature in outlines.outline(layer)["features"]]
        assert [code for code in codes if get(code) is None] == []


def test_unknown_outline_is_refused():
    with pytest.raises(ValueError, match="communes"):
        outlines.outline("communes")


def test_every_commune_belongs_to_known_places():
    columns = commune_table.table().columns

    assert set(columns["department"]) == {one.code for one in territories.departments()}
    assert set(columns["region"]) == {one.code for one in territories.regions()}
    assert set(columns["epci"]) == {one.siren for one in territories.epcis()} | {""}
    assert set(columns["arrondissement"]) == {one.code for one in territories.arrondissements()} | {""}


def test_chef_lieux_are_communes():
    places = [*territories.departments(), *territories.regions()]
    assert [one.code for one in places if communes.get(one.chef_lieu) is None] == []
