"""Where each fact comes from, to be shown on a page: the licences ask for it."""

from dataclasses import dataclass

ATTRIBUTIONS = (
    "CPV and eForms labels © European Union, eForms SDK, CC BY 4.0",
    "INSEE, La Poste, DGCL, IGN, DINUM — Licence Ouverte / Etalab",
)


@dataclass(frozen=True, slots=True)
class Source:
    """`date`: state of the data; `attribution`: the line to show, None for what is ours."""

    name: str
    what: str
    producer: str
    licence: str
    date: str
    attribution: str | None


def N_(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_EU, _FR = ATTRIBUTIONS

SOURCES: tuple[Source, ...] = (
    Source(
        "CPV 2008",
        N_("9,454 codes, labels in French and English; check digits from the rcpv package (MIT)"),
        "Publications Office of the European Union, eForms SDK 1.15.1",
        "CC BY 4.0",
        "2026-07-20",
        _EU,
    ),
    Source(
        N_("CPV 2008, supplementary vocabulary"),
        N_("903 codes, labels in French and English"),
        "Publications Office of the European Union, through the rcpv package",
        "MIT",
        "2019-08-07",
        _EU,
    ),
    Source(
        "Code officiel géographique",
        N_("34,969 communes, 45 municipal arrondissements, 109 departments, 26 regions, populations"),
        "INSEE, through @etalab/decoupage-administratif 6.0.0 (MIT)",
        "Licence Ouverte",
        "2026",
        _FR,
    ),
    Source(
        N_("Postal codes"), N_("Postal codes of the communes"), "La Poste", "Licence Ouverte", "2026", _FR
    ),
    Source(
        "EPCI", N_("1,255 inter-municipal bodies and their members"), "DGCL", "Licence Ouverte", "2026", _FR
    ),
    Source(
        "Admin Express COG",
        N_("Centres of communes; outlines of departments, regions and EPCI, through france-geojson"),
        "IGN, INSEE",
        "Licence Ouverte",
        "2018",
        _FR,
    ),
    Source(
        "NAF rev. 2",
        N_("1,728 activity codes, all levels, through annuaire-entreprises (MIT) and codes-naf (Apache-2.0)"),
        "INSEE",
        "Licence Ouverte",
        "2008",
        _FR,
    ),
    Source(
        "NAF 2025",
        N_("747 sub-classes; English labels of NACE Rev. 2.1 from Eurostat, through naceconverter (MIT)"),
        "INSEE, Eurostat",
        "Licence Ouverte, MIT",
        "2026-06-03",
        _FR,
    ),
    Source(
        N_("Legal categories"),
        N_("260 categories and public flags, from annuaire-entreprises (MIT); families are ours"),
        "INSEE, DINUM",
        "Licence Ouverte, MIT",
        "2026",
        _FR,
    ),
    Source(
        N_("Inclusive kinds"),
        N_("11 kinds of inclusive suppliers and their articles"),
        "matchmaker",
        "CC0",
        "2026-11",
        None,
    ),
    Source(
        N_("Headcount bands"), N_("16 bands of employees"), "matchmaker, after INSEE", "CC0", "2026", None
    ),
    Source(
        N_("Public buyers of Hauts-de-France"),
        N_("3,878 bodies: region, departments, EPCI, communes"),
        "DGCL, INSEE",
        "Licence Ouverte, MIT",
        "2026",
        _FR,
    ),
    Source(
        N_("Operators of the State"), N_("426 bodies"), "Direction du budget, DINUM", "MIT", "2026-08-19", _FR
    ),
    Source(
        N_("Thresholds and articles"),
        N_("Figures of procurement law, each with its article and dates; what is not checked is marked so"),
        "matchmaker, after the code de la commande publique",
        "CC0",
        "2026-11-22",
        None,
    ),
)
