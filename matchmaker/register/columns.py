"""From Sirene's own columns to ours, as DuckDB expressions over a table where every cell is text.

A column of ours is written only when the file has one of its sources: an extract without addresses leaves the
addresses of an earlier one alone. Source of names and codes: INSEE, "description du fichier" of the Sirene
stocks (establishments and legal units, joined or not).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

# INSEE writes [ND] in the cells of those who oppose publication.
HIDDEN = "[ND]"
DIFFUSION = ("statutDiffusionEtablissement", "statutDiffusionUniteLegale")
# Personal as long as the person opposes publication: never stored then.
PERSONAL = frozenset({"name", "sign", "address", "postal_code", "email"})


@dataclass(frozen=True, slots=True)
class Column:
    """`sources` in order of preference; `joined` when they are parts of one text."""

    name: str
    sources: tuple[str, ...]
    joined: bool = False
    shape: str = "{}"  # a DuckDB expression around the cell


COLUMNS = (
    Column("sign", ("denominationUsuelleEtablissement", "enseigne1Etablissement")),
    Column(
        "address",
        (
            "numeroVoieEtablissement",
            "indiceRepetitionEtablissement",
            "typeVoieEtablissement",
            "libelleVoieEtablissement",
        ),
        joined=True,
    ),
    Column("postal_code", ("codePostalEtablissement",)),
    Column("commune", ("codeCommuneEtablissement",)),
    Column("naf", ("activitePrincipaleEtablissement", "activitePrincipaleUniteLegale")),
    Column(
        "nomenclature",
        (
            "nomenclatureActivitePrincipaleEtablissement",
            "nomenclatureActivitePrincipaleUniteLegale",
        ),
        shape="CASE {} WHEN 'NAFRev2' THEN 'rev2' WHEN 'NAF2025' THEN '2025' END",
    ),
    Column("legal_category", ("categorieJuridiqueUniteLegale",)),
    Column("size", ("categorieEntreprise",), shape="CASE WHEN {0} IN ('PME', 'ETI', 'GE') THEN {0} END"),
    Column("headcount", ("trancheEffectifsUniteLegale",)),
    Column(
        "social",
        ("economieSocialeSolidaireUniteLegale",),
        shape="CASE {} WHEN 'O' THEN 1 WHEN 'N' THEN 0 END",
    ),
    Column(
        "head_office",
        ("etablissementSiege",),
        shape="CASE lower({}) WHEN 'true' THEN 1 WHEN 'o' THEN 1 WHEN 'false' THEN 0 WHEN 'n' THEN 0 END",
    ),
    Column(
        "active", ("etatAdministratifEtablissement",), shape="CASE {} WHEN 'A' THEN 1 WHEN 'F' THEN 0 END"
    ),
    Column("email", ("courriel", "adresse_courriel"), shape="lower({})"),
)
NAMES = ("denominationUniteLegale", "denominationUsuelle1UniteLegale")
FIRST_NAMES = ("prenomUsuelUniteLegale", "prenom1UniteLegale")
LAST_NAMES = ("nomUsageUniteLegale", "nomUniteLegale")
# `siren` is the beginning of `siret`: known, and not needed.
SOURCES = frozenset(("siret", "siren", *DIFFUSION, *NAMES, *FIRST_NAMES, *LAST_NAMES)).union(
    *(one.sources for one in COLUMNS)
)
ALL = ("siret", "name", *(one.name for one in COLUMNS), "masked")


def cell(source: str) -> str:
    """The cell's text, NULL when it is blank or hidden."""
    text = f'trim(CAST("{source}" AS VARCHAR))'
    return f"nullif(nullif({text}, ''), '{HIDDEN}')"


def first(sources: Collection[str]) -> str:
    return f"coalesce({', '.join(map(cell, sources))}, NULL)"


def selected(present: Mapping[str, str]) -> dict[str, str]:
    """Our column → expression, for the columns that the file has (name → type).

    `siret` is NULL where it is no number.
    """
    found = {"siret": siret(present["siret"])}
    if name := _name(present):
        found["name"] = name
    for column in COLUMNS:
        if sources := [one for one in column.sources if one in present]:
            value = (
                f"nullif(concat_ws(' ', {', '.join(map(cell, sources))}), '')"
                if column.joined
                else first(sources)
            )
            found[column.name] = column.shape.format(value)
    if flags := [one for one in DIFFUSION if one in present]:
        found["masked"] = hidden(flags)
        found |= {
            name: f"CASE WHEN NOT ({found['masked']}) THEN {found[name]} END"
            for name in PERSONAL & found.keys()
        }
    return found


def siret(kind: str) -> str:
    """Blanks are forgiven; a column of numbers (Parquet) gets back the zeros that it lost."""
    typed = "replace(trim(CAST(siret AS VARCHAR)), ' ', '')"
    text = typed if kind == "VARCHAR" else f"lpad({typed}, 14, '0')"
    return f"CASE WHEN regexp_full_match({text}, '[0-9]{{14}}') THEN {text} END"


def _name(present: Collection[str]) -> str:
    """The firm's name; of a natural person, first name and last name."""
    parts = [first(named)] if (named := [one for one in NAMES if one in present]) else []
    firsts = [one for one in FIRST_NAMES if one in present]
    lasts = [one for one in LAST_NAMES if one in present]
    if lasts:
        person = [first(group) for group in (firsts, lasts) if group]
        parts.append(f"nullif(concat_ws(' ', {', '.join(person)}), '')")
    return f"coalesce({', '.join(parts)}, NULL)" if parts else ""


def hidden(flags: Collection[str]) -> str:
    """P: published in part; N: not at all (older extracts)."""
    return " OR ".join(f"coalesce({cell(one)} IN ('P', 'N'), false)" for one in flags)
