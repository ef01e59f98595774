"""`flask serve` and `flask worker`: the two processes of one machine."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from matchmaker.extensions import jobs
from matchmaker.keeping import start
from matchmaker.keeping.errors import Refused


@click.command()
@with_appcontext
def worker() -> None:
    """Carry out the jobs: index, mails, planned publications. One per machine."""
    refuse_another_schema()
    jobs.consumer(current_app._get_current_object()).run()  # type: ignore[attr-defined]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Web processes.")
@click.option("--threads", default=8, show_default=True, help="Threads of each.")
@with_appcontext
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Web and worker together until Ctrl+C; the address is printed."""
    refuse_another_schema()
    web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"{host}:{port}", "--log-level", "warning"]
    web += ["--workers", str(workers), "--threads", str(threads)]
    children = [
        subprocess.Popen(web),
        subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "worker"]),
    ]
    click.secho(f"\n  http://{host}:{port}   (Ctrl+C to stop)\n", bold=True)
    sys.exit(watch(children))


def refuse_another_schema() -> None:
    try:
        start.check(current_app)
    except Refused as error:
        sys.exit(f"{error}")


def watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait for the first child to end or for a signal, then end the others; the exit status."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        status = next(child.returncode for child in children if child.poll() is not None)
    except KeyboardInterrupt:
        status = 0
    for child in children:
        child.terminate()
    for child in children:
        child.wait(timeout=20)
    return status
