"""Turn the gathered source tables into the compact tables of `matchmaker/reference/tables/`.

    python tools/build_reference.py SOURCE_DIR            write the tables
    python tools/build_reference.py SOURCE_DIR --check    only tell which differ (exit code 1)

The same sources give the same bytes (no time stamp in the gzip header). `--check` compares the
uncompressed text, because zlib builds do not all compress alike.
"""

import argparse
import csv
import gzip
import io
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from matchmaker.reference.tables import FOLDER
from matchmaker.reference.text import name_key

Row = dict[str, str]
LIMIT_BYTES = 6_000_000

NATURES = {"travaux": "works", "fournitures": "supplies", "services": "services"}
NAF_LEVELS = {
    "section": "section",
    "division": "division",
    "groupe": "group",
    "classe": "class",
    "sous-classe": "subclass",
}
ESS_FAMILIES = {
    "": "",
    "coopérative": "cooperative",
    "association": "association",
    "mutuelle": "mutual",
    "fondation": "foundation",
}
BUYER_KINDS = {
    "région": "region",
    "département": "department",
    "EPCI à fiscalité propre": "epci",
    "commune": "commune",
}
ARTICLES = ("le ", "la ", "les ", "l ")

# The source gives no name to arrondissements. Those of the first region are named after the commune of
# their sub-prefecture; the build refuses a name that is not borne by a commune of that arrondissement.
SEATS = {
    "021": "Château-Thierry", "022": "Laon", "023": "Saint-Quentin", "024": "Soissons",
    "025": "Vervins", "591": "Avesnes-sur-Helpe", "592": "Cambrai", "593": "Douai",
    "594": "Dunkerque", "595": "Lille", "596": "Valenciennes", "601": "Beauvais",
    "602": "Clermont", "603": "Compiègne", "604": "Senlis", "621": "Arras",
    "622": "Béthune", "623": "Boulogne-sur-Mer", "624": "Montreuil-sur-Mer", "625": "Saint-Omer",
    "626": "Calais", "627": "Lens", "801": "Abbeville", "802": "Amiens",
    "803": "Montdidier", "804": "Péronne",
}  # fmt: skip


class Source:
    """The folder of source tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, name: str) -> list[Row]:
        path = self.folder / name
        opener = gzip.open if name.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def json(self, name: str) -> dict[str, object]:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


def as_columns(rows: list[Row], columns: Iterable[str] | None = None) -> str:
    names = list(columns or rows[0])
    return "".join("\t".join([name, *(_cell(row[name]) for row in rows)]) + "\n" for name in names)


def _cell(value: str) -> str:
    return " ".join(value.split())


def as_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def cpv(source: Source) -> str:
    rows = source.rows("cpv2008.csv")
    for row in rows:
        row["nature"] = NATURES[row["nature"]]
    return as_columns(rows, ("code", "check_digit", "level", "parent", "nature", "social_service",
                             "label_fr", "label_en"))  # fmt: skip


def cpv_words(source: Source) -> str:
    rows = source.rows("cpv2008.csv")
    folded = [{lang: name_key(row[f"label_{lang}"]) for lang in ("fr", "en")} for row in rows]
    return as_columns(folded)


def cpv_supplementary(source: Source) -> str:
    return as_columns(source.rows("cpv2008_supplementary.csv"))


def communes(source: Source) -> str:
    rows = sorted(source.rows("communes.csv.gz"), key=lambda row: row["code"])
    for row in rows:
        row["lat"], row["lon"] = row["lat"] or "nan", row["lon"] or "nan"
        row["population"] = row["population"] or "0"
    return as_columns(rows, [name for name in rows[0] if name != "coord_source"])


def commune_names(source: Source) -> str:
    """Every key under which a commune is found, sorted, with the commune's code."""
    keys: set[tuple[str, str]] = set()
    for row in source.rows("communes.csv.gz"):
        keys.update((key, row["code"]) for key in _search_keys(row["name"]))
    for row in source.rows("arrondissements_municipaux.csv"):
        keys.add((name_key(row["name"]), row["commune"]))
    return as_columns([{"key": key, "code": code} for key, code in sorted(keys)])


def _search_keys(name: str) -> set[str]:
    key = name_key(name)
    return {key} | {key.removeprefix(article) for article in ARTICLES if key.startswith(article)}


def municipal_arrondissements(source: Source) -> str:
    return as_columns(source.rows("arrondissements_municipaux.csv"), ("code", "name", "commune"))


def departments(source: Source) -> str:
    return as_columns(source.rows("departments.csv"))


def regions(source: Source) -> str:
    return as_columns(source.rows("regions.csv"))


def epcis(source: Source) -> str:
    rows = source.rows("epci.csv")
    for row in rows:
        row["key"] = name_key(row["name"])
    return as_columns(rows, [name for name in rows[0] if name != "tax_regime"])


def arrondissements(source: Source) -> str:
    all_communes = source.rows("communes.csv.gz")
    seats = {row["chef_lieu"] for row in source.rows("departments.csv")}
    named = {row["arrondissement"]: row["name"] for row in all_communes if row["code"] in seats}
    for code, name in SEATS.items():
        if not any(row["arrondissement"] == code and row["name"] == name for row in all_communes):
            raise SystemExit(f"no commune named {name} in arrondissement {code}")
    named.update(SEATS)
    held = {row["arrondissement"]: row["department"] for row in all_communes if row["arrondissement"]}
    return as_columns([{"code": code, "name": named.get(code, ""), "department": department}
                       for code, department in sorted(held.items())])  # fmt: skip


def naf(source: Source) -> str:
    old = [
        {
            "code": row["code"],
            "nomenclature": "rev2",
            "level": NAF_LEVELS[row["level"]],
            "parent": row["parent"],
            "label_fr": row["label_fr"],
            "label_en": "",
        }
        for row in source.rows("naf_rev2.csv")
    ]
    new = [
        {
            "code": row["code"],
            "nomenclature": "2025",
            "level": "subclass",
            "parent": row["nace_class"],
            "label_fr": row["label_fr"],
            "label_en": row["nace_2_1_label_en"],
        }
        for row in source.rows("naf_2025.csv")
    ]
    return as_columns(old + new)


def legal_categories(source: Source) -> str:
    rows = source.rows("legal_categories.csv")
    for row in rows:
        row["ess_family"] = ESS_FAMILIES[row["ess_family"]]
    return as_columns(rows, ("code", "label_fr", "level1_label", "level2_label", "ess_family", "ess_by_law",
                             "ess_note", "is_administration", "is_state", "is_local_authority",
                             "is_public_service", "buyer_family"))  # fmt: skip


def inclusive_kinds(source: Source) -> str:
    return as_columns(source.rows("inclusive_kinds.csv"))


def headcount_bands(source: Source) -> str:
    return as_columns(source.rows("headcount_codes.csv"))


def buyers(source: Source) -> str:
    """Public buyers of the first region. A derived SIRET is a guess: it never enters the package."""
    rows = source.rows("buyers_hdf.csv")
    for row in rows:
        row["siret"] = row["siret"] if row["siret_status"] == "published" else ""
        row["kind"] = BUYER_KINDS[row["buyer_family"]]
        row["key"] = name_key(row["name"])
    kept = sorted(rows, key=lambda row: row["siren"])
    return as_columns(kept, ("siren", "siret", "name", "key", "kind", "legal_category", "commune_code",
                             "postal_code", "department", "population"))  # fmt: skip


def operators(source: Source) -> str:
    rows = sorted(source.rows("state_operators.csv"), key=lambda row: row["siren"])
    return as_columns([{**row, "key": name_key(row["name"])} for row in rows])


def outline(name: str) -> Callable[[Source], str]:
    return lambda source: as_json(source.json(name))


BUILDERS: dict[str, Callable[[Source], str]] = {
    "cpv.tsv": cpv,
    "cpv_words.tsv": cpv_words,
    "cpv_supplementary.tsv": cpv_supplementary,
    "communes.tsv": communes,
    "commune_names.tsv": commune_names,
    "municipal_arrondissements.tsv": municipal_arrondissements,
    "departments.tsv": departments,
    "regions.tsv": regions,
    "epcis.tsv": epcis,
    "arrondissements.tsv": arrondissements,
    "naf.tsv": naf,
    "legal_categories.tsv": legal_categories,
    "inclusive_kinds.tsv": inclusive_kinds,
    "headcount_bands.tsv": headcount_bands,
    "buyers.tsv": buyers,
    "operators.tsv": operators,
    "departments.geojson": outline("departments.geojson"),
    "regions.geojson": outline("regions.geojson"),
    "epcis_hdf.geojson": outline("epci_hdf.geojson"),
}


def packed(text: str) -> bytes:
    """gzip with neither name nor time in its header."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(text.encode())
    return buffer.getvalue()


def differs(name: str, text: str) -> bool:
    path = FOLDER / f"{name}.gz"
    return not path.exists() or gzip.decompress(path.read_bytes()) != text.encode()


def build(source: Source, *, check: bool) -> list[str]:
    """Write every table, or only compare; give the names of those that differ from the committed ones."""
    changed = []
    FOLDER.mkdir(exist_ok=True)
    for position, (name, builder) in enumerate(BUILDERS.items(), start=1):
        text = builder(source)
        new = differs(name, text)
        changed += [name] if new else []
        if new and not check:
            (FOLDER / f"{name}.gz").write_bytes(packed(text))
        state = "differs" if new and check else "written" if new else "unchanged"
        print(
            f"[{position:2}/{len(BUILDERS)}] {name:32} {len(text.encode()):>10,} bytes  {state}", flush=True
        )
    return changed


def total_bytes() -> int:
    return sum(path.stat().st_size for path in FOLDER.iterdir())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path, metavar="SOURCE_DIR")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a table differs")
    options = parser.parse_args(arguments)
    changed = build(Source(options.source), check=options.check)
    size = total_bytes()
    print(f"{size:,} bytes in all (limit {LIMIT_BYTES:,}), {len(changed)} of {len(BUILDERS)} changed")
    return 1 if size > LIMIT_BYTES or (options.check and changed) else 0


if __name__ == "__main__":
    sys.exit(main())
