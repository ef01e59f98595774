"""Load an extract of Sirene and look firms up in it.

    python benchmarks/sirene.py [--lines 1000000]

The extract is invented on the spot: 1 M lines, 26 columns, a tenth of them firms with several
establishments. Beside the load stands what a bare streaming read of the same file takes in the same run.
Goals: 1 M lines in 60 s and 300 MB, look-ups in 10 ms.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from matchmaker.register.loading import load
from matchmaker.register.store import Register

COLUMNS = """
    siren nic siret statutDiffusionEtablissement dateCreationEtablissement trancheEffectifsEtablissement
     etablissementSiege numeroVoieEtablissement typeVoieEtablissement libelleVoieEtablissement
     codePostalEtablissement libelleCommuneEtablissement codeCommuneEtablissement
     etatAdministratifEtablissement enseigne1Etablissement denominationUsuelleEtablissement
     activitePrincipaleEtablissement nomenclatureActivitePrincipaleEtablissement denominationUniteLegale
     nomUniteLegale prenom1UniteLegale categorieJuridiqueUniteLegale categorieEntreprise
     trancheEffectifsUniteLegale economieSocialeSolidaireUniteLegale etatAdministratifUniteLegale
"""
HEAD = COLUMNS.split()
CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from benchmarks.sirene import {}; {}(*sys.argv[2:])"


def write(path: Path, lines: int) -> None:
    chance = random.Random(1)
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEAD)
        siren = 0
        for number in range(lines):
            siren += 0 if number % 10 == 1 else 1
            out.writerow(line(f"{siren:09}", f"{number % 10:04}1", chance))


def line(siren: str, nic: str, chance: random.Random) -> list[str]:
    place = f"{chance.randrange(1, 96):02}{chance.randrange(1, 900):03}"
    return [
        *(siren, nic, siren + nic, chance.choice("OOOOOOOP"), "2015-03-01", "NN", "true"),
        *(
            str(chance.randrange(1, 200)),
            "RUE",
            f"DES ATELIERS {chance.randrange(5000)}",
            place,
            "VILLE",
            place,
        ),
        *(
            chance.choice("AAAF"),
            "",
            "",
            f"{chance.randrange(1, 97):02}.{chance.randrange(10, 99)}Z",
            "NAFRev2",
        ),
        *(f"FIRME {siren}", "", "", chance.choice(("5710", "5499", "9220", "1000", "7210"))),
        *(
            chance.choice(("PME", "PME", "ETI", "")),
            chance.choice(("NN", "11", "21")),
            chance.choice("NNNO"),
            "A",
        ),
    ]


def peak() -> float:
    """This process's own peak in MB (a child's `ru_maxrss` would begin with its parent's)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def bare(path: str) -> None:
    start, count = time.perf_counter(), 0
    with open(path, newline="") as file:
        for _row in csv.reader(file):
            count += 1
    print(f"bare csv.reader      {time.perf_counter() - start:6.1f} s  {peak():5.0f} MB  {count - 1:,} lines")


def loaded(path: str, folder: str, name: str) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    summary = load(Path(path), Register(Path(folder)), step=lambda _lines: None)
    took, busy = time.perf_counter() - start, time.process_time() - cpu
    print(f"{name:20} {took:6.1f} s  {peak():5.0f} MB  (busy {busy:.1f} s)  {summary}")


def looked_up(folder: str, lines: str) -> None:
    register, chance, times = Register(Path(folder)), random.Random(2), []
    for _ in range(2000):
        siren = f"{chance.randrange(1, int(lines) * 9 // 10):09}"
        start = time.perf_counter()
        register.establishments(siren)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(f"look-up by SIREN     p50 {times[1000]:.2f} ms, p95 {times[1900]:.2f} ms, peak {peak():.0f} MB")
    start = time.perf_counter()
    found = register.contract_facts({f"{number:09}" for number in range(1, min(150_000, int(lines) // 2))})
    print(f"facts of {len(found):,} firms {time.perf_counter() - start:.1f} s")


def child(function: str, *arguments: object) -> None:
    root = str(Path(__file__).resolve().parents[1])
    command = [sys.executable, "-c", CHILD.format(function, function), root, *map(str, arguments)]
    subprocess.run(command, check=True, env=os.environ)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    lines = parser.parse_args().lines
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "extract.csv"
        write(path, lines)
        print(f"{lines:,} lines, {path.stat().st_size / 1e6:.0f} MB, load average {os.getloadavg()[0]:.1f}")
        child("bare", path)
        child("loaded", path, f"{folder}/store", "first load")
        child("loaded", path, f"{folder}/store", "second load")
        child("looked_up", f"{folder}/store", lines)


if __name__ == "__main__":
    main()
