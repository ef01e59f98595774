#!/usr/bin/env python3
"""Check an export of the journal, with nothing but Python's standard library.

    python3 verify_journal.py EXPORT.jsonl [--known NUMBER:HEAD]

Each entry's digest is the SHA-256 of the JSON list [seq, at, actor_id, role, action, object_kind, object_id,
payload, nonce], written without spaces and with accents as they are, in UTF-8. Each hash is the SHA-256 of
the hash before, a line feed, and the digest. An extract gives other people's entries by their digest alone.
NUMBER:HEAD is what a mail, a report or the platform's page /journal gave at some time. The last line printed
is the number of the last entry and the head; a fault prints the first number that does not hold, exit 1.
"""

import argparse
import hashlib
import json
import sys

FIELDS = ("seq", "at", "actor_id", "role", "action", "object_kind", "object_id", "payload", "nonce")


class Broken(Exception):
    """The first number that does not hold, and why."""


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest(line):
    if "digest" in line:
        return line["digest"]
    fields = [line[name] for name in FIELDS]
    return sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")))


def check_personal(line):
    kept = line.get("personal")
    if kept and json.loads(line["payload"]).get("personal") != sha256(kept["salt"] + "\n" + kept["content"]):
        raise Broken(line["seq"], "its personal part was changed")


def verify(lines, known=None):
    """(last number, head, entries told, entries withheld); `known` is (number, head) or None."""
    header = json.loads(next(lines))
    number, previous = header["first"] - 1, header["previous"]
    told = withheld = 0
    if header["first"] == 1 and previous != "0" * 64:
        raise Broken(1, "the first entry does not follow sixty-four zeros")
    for text in lines:
        line = json.loads(text)
        number += 1
        if line["seq"] != number:
            raise Broken(number, "it is missing or out of its place")
        previous = sha256(previous + "\n" + digest(line))
        if line.get("hash", previous) != previous:
            raise Broken(number, "its hash is not that of its content and of the entry before")
        if known and number == known[0] and previous != known[1]:
            raise Broken(number, "it does not carry the head that is known")
        check_personal(line)
        told, withheld = told + ("digest" not in line), withheld + ("digest" in line)
    if (number, previous) != (header["last"], header["head"]):
        raise Broken(number + 1, "the end does not carry the head that the export announces")
    if known and not header["first"] <= known[0] <= number:
        raise Broken(known[0], "the export does not hold the number that is known")
    return number, previous, told, withheld


def noted(text):
    number, _, head = text.partition(":")
    return int(number), head.lower()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("export", help="the file of JSON lines")
    parser.add_argument("--known", type=noted, metavar="NUMBER:HEAD", help="a head noted down earlier")
    options = parser.parse_args()
    try:
        with open(options.export, encoding="utf-8") as lines:
            number, head, told, withheld = verify(lines, options.known)
    except Broken as fault:
        print(fault.args[1], file=sys.stderr)
        print(fault.args[0])
        return 1
    except (OSError, StopIteration, ValueError, KeyError, TypeError, AttributeError) as error:
        print("this is not an export of the journal: " + repr(error), file=sys.stderr)
        return 1
    print(f"{told} entries told, {withheld} by their digest alone", file=sys.stderr)
    print(number, head)
    return 0


if __name__ == "__main__":
    sys.exit(main())
