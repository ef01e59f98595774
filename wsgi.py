"""What servers and `flask` load: the application, or a sentence that says why it does not start."""

import sys

import click

from config import SettingsError
from matchmaker.app import create_app
from matchmaker.keeping import start
from matchmaker.keeping.errors import Refused

try:
    app = create_app()
    if start.is_serving():
        start.check(app)
except (SettingsError, Refused) as refusal:
    click.echo(str(refusal), err=True)
    sys.exit(start.exit_status())
