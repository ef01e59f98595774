"""Every setting of the product, read once from the environment into one frozen value.

With none set, everything runs from one folder (`DATA_DIR`) with no server beside it.
In production a missing secret, mail server or public address stops the start.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent
ENVIRONMENTS = ("development", "test", "production")


# Keys that stand in this repository, in tests and documents, and in the manuals of what it is built with.
PUBLIC_SECRETS = frozenset(
    {
        "a key for tests only, never used elsewhere",
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    }
)


class SettingsError(ValueError):
    """One or more settings cannot be used; the text names each of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per setting; `docs/operating.md` tells what each one does."""

    environment: str
    secret_key: str
    data_dir: Path
    database_url: str
    jobs_url: str
    search_engine: str
    ratelimit_storage_uri: str
    ratelimit_enabled: bool
    mail_url: str | None
    mail_from: str
    base_url: str
    site_name: str
    region: str
    contact_email: str
    publisher: str
    hosting: str
    demonstration: bool
    session_days: int
    max_request_bytes: int
    max_file_bytes: int
    files_per_need: int
    files_per_response: int
    sign_in_attempts: int
    sign_in_minutes: int
    registrations_per_hour: int
    resets_per_day: int
    links_per_hour: int
    contacts_per_day: int
    exports_per_hour: int
    idle_months: int
    administrators_second_factor: bool
    oidc_issuer: str | None
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    oidc_scopes: str
    oidc_acr_values: str
    oidc_verified_mail: bool
    trusted_proxies: int
    log_level: str

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def testing(self) -> bool:
        return self.environment == "test"

    @property
    def hostname(self) -> str:
        """The host of `base_url`, without scheme, port or path."""
        return self.base_url.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check all settings; raises SettingsError naming every wrong one at once."""
        env = os.environ if environ is None else environ
        environment = env.get("MATCHMAKER_ENV") or "development"
        problems = _problems(env, environment)
        if problems:
            raise SettingsError("Settings refused:\n" + "\n".join(f"  - {line}" for line in problems))
        data_dir = _data_dir(env)
        return cls(
            environment=environment,
            secret_key=env.get("SECRET_KEY") or _kept_secret(data_dir),
            data_dir=data_dir,
            database_url=_database_url(env.get("DATABASE_URL"), data_dir),
            jobs_url=env.get("JOBS_URL") or f"sqlite:///{data_dir / 'jobs.sqlite3'}",
            search_engine=env.get("SEARCH_ENGINE") or "whoosh",
            ratelimit_storage_uri=env.get("RATELIMIT_STORAGE_URI") or "memory://",
            ratelimit_enabled=_flag(env, "RATELIMIT_ENABLED", default=True),
            mail_url=env.get("MAIL_URL") or None,
            mail_from=env.get("MAIL_FROM") or "ne-pas-repondre@matchmaker.invalid",
            base_url=(env.get("BASE_URL") or "http://127.0.0.1:8000").rstrip("/"),
            site_name=env.get("SITE_NAME") or "Le Beffroi",
            region=env.get("REGION") or "32",
            contact_email=env.get("CONTACT_EMAIL") or "contact@matchmaker.invalid",
            publisher=env.get("PUBLISHER") or "",
            hosting=env.get("HOSTING") or "",
            demonstration=_flag(env, "DEMONSTRATION", default=environment == "development"),
            session_days=int(env.get("SESSION_DAYS") or 14),
            max_request_bytes=int(env.get("MAX_REQUEST_BYTES") or 12 * 1024 * 1024),
            max_file_bytes=int(env.get("MAX_FILE_BYTES") or 8_000_000),
            files_per_need=int(env.get("FILES_PER_NEED") or 20),
            files_per_response=int(env.get("FILES_PER_RESPONSE") or 10),
            sign_in_attempts=int(env.get("SIGN_IN_ATTEMPTS") or 10),
            sign_in_minutes=int(env.get("SIGN_IN_MINUTES") or 5),
            registrations_per_hour=int(env.get("REGISTRATIONS_PER_HOUR") or 20),
            resets_per_day=int(env.get("RESETS_PER_DAY") or 5),
            links_per_hour=int(env.get("LINKS_PER_HOUR") or 60),
            contacts_per_day=int(env.get("CONTACTS_PER_DAY") or 30),
            exports_per_hour=int(env.get("EXPORTS_PER_HOUR") or 10),
            idle_months=int(env.get("IDLE_MONTHS") or 24),
            administrators_second_factor=_flag(
                env, "ADMINISTRATORS_SECOND_FACTOR", default=environment == "production"
            ),
            oidc_issuer=(env.get("OIDC_ISSUER") or "").rstrip("/") or None,
            oidc_client_id=env.get("OIDC_CLIENT_ID") or "",
            oidc_client_secret=env.get("OIDC_CLIENT_SECRET") or "",
            oidc_name=env.get("OIDC_NAME") or "ProConnect",
            oidc_scopes=env.get("OIDC_SCOPES") or "openid given_name usual_name email siret uid",
            oidc_acr_values=env.get("OIDC_ACR_VALUES") or "eidas1",
            oidc_verified_mail=_flag(env, "OIDC_VERIFIED_MAIL", default=False),
            trusted_proxies=int(env.get("TRUSTED_PROXIES") or 0),
            log_level=(env.get("LOG_LEVEL") or "INFO").upper(),
        )


def _problems(env: Mapping[str, str], environment: str) -> list[str]:
    """One sentence per setting that cannot be used. One that is set but empty counts as not set."""
    found = []
    if environment not in ENVIRONMENTS:
        found.append(f"MATCHMAKER_ENV is {environment!r}; it must be one of {', '.join(ENVIRONMENTS)}")
    for name, (pattern, wanted) in SHAPES.items():
        if env.get(name) and not re.fullmatch(pattern, env[name], re.ASCII):
            found.append(f"{name} must be {wanted}, not {_shown(name, env[name])}")
    for name in ("RATELIMIT_ENABLED", "DEMONSTRATION", "ADMINISTRATORS_SECOND_FACTOR", "OIDC_VERIFIED_MAIL"):
        if env.get(name) and env[name].lower() not in _FLAGS:
            found.append(f"{name} must be yes or no, not {env[name]!r}")
    if environment == "production":
        found.extend(_production_problems(env))
    return found


def _shown(name: str, value: str) -> str:
    """Addresses may hold a password, which has no business in a log."""
    return "the one given" if name.endswith(("_URL", "_URI")) else repr(value)


def _production_problems(env: Mapping[str, str]) -> list[str]:
    found = [f"{name} is required in production" for name in ("MAIL_URL", "MAIL_FROM") if not env.get(name)]
    if len(env.get("SECRET_KEY", "")) < 32:
        found.append("SECRET_KEY is required in production: at least 32 random characters")
    if not env.get("BASE_URL", "").startswith("https://"):
        found.append("BASE_URL is required in production and starts with https://")
    elif env["SECRET_KEY"] in PUBLIC_SECRETS:
        found.append("SECRET_KEY is one that everybody can read in the sources: make another")
    if env.get("FLASK_DEBUG", "").lower() not in ("", "0", "no", "false"):
        found.append("FLASK_DEBUG cannot be on in production: its pages show the inside of the program")
    if _FLAGS.get(env.get("DEMONSTRATION", "no").lower()):
        found.append("DEMONSTRATION cannot be on in production")
    if env.get("OIDC_ISSUER") and not (env.get("OIDC_CLIENT_ID") and env.get("OIDC_CLIENT_SECRET")):
        found.append("OIDC_ISSUER asks for OIDC_CLIENT_ID and OIDC_CLIENT_SECRET")
    if env.get("OIDC_ISSUER") and not env["OIDC_ISSUER"].startswith("https://"):
        found.append("OIDC_ISSUER starts with https:// in production")
    if env.get("SEARCH_ENGINE") == "memory":
        found.append("SEARCH_ENGINE cannot be memory in production: each process would have its own index")
    if env.get("JOBS_URL", "").startswith("memory:"):
        found.append("JOBS_URL cannot be memory in production: the worker would see no job")
    return found


_COUNT = ("[0-9]{0,8}[1-9][0-9]{0,8}", "a whole number above zero")
_ADDRESS = (r"[^\s@<>]+@[^\s@<>]+", "an e-mail address")
# What each setting looks like when it is set: a pattern for the whole value, and the pattern in words.
SHAPES = {
    "DATABASE_URL": (r"(sqlite|postgres(ql)?(\+psycopg)?)://\S+", "sqlite:///… or postgresql://…"),
    "JOBS_URL": (
        r"(sqlite:///|postgres(ql)?://|rediss?://)\S+|memory:",
        "sqlite:///…, postgresql://… or redis://…",
    ),
    "SEARCH_ENGINE": ("whoosh|memory", "whoosh or memory"),
    "RATELIMIT_STORAGE_URI": (r"[a-z+]+://\S*", "memory:// or redis://…"),
    "MAIL_URL": (
        r"smtp(s|\+tls)?://([^\s/@]+@)?[^\s/@:]+(:[0-9]{1,5})?/?",
        "smtp://…, smtps://… or smtp+tls://…",
    ),
    "MAIL_FROM": (rf"[^<>\r\n]*<{_ADDRESS[0]}>|{_ADDRESS[0]}", "an e-mail address, with or without a name"),
    "BASE_URL": (r"https?://[^\s/?#@]+(/[^\s?#]*)?", "http://… or https://… followed by a host"),
    "REGION": ("[0-9]{2}", "the two digits of a region's INSEE code"),
    "CONTACT_EMAIL": _ADDRESS,
    "SESSION_DAYS": ("[1-9][0-9]{0,3}", "a number of days from 1 to 9999"),
    "MAX_REQUEST_BYTES": _COUNT,
    "MAX_FILE_BYTES": _COUNT,
    "FILES_PER_NEED": _COUNT,
    "FILES_PER_RESPONSE": _COUNT,
    "SIGN_IN_ATTEMPTS": _COUNT,
    "SIGN_IN_MINUTES": _COUNT,
    "REGISTRATIONS_PER_HOUR": _COUNT,
    "RESETS_PER_DAY": _COUNT,
    "LINKS_PER_HOUR": _COUNT,
    "CONTACTS_PER_DAY": _COUNT,
    "EXPORTS_PER_HOUR": _COUNT,
    "IDLE_MONTHS": ("[1-9][0-9]{0,2}", "a number of months from 1 to 999"),
    "OIDC_ISSUER": (r"https?://[^\s?#]+", "the https:// address that the identity provider calls its issuer"),
    "TRUSTED_PROXIES": ("[0-9]", "a number from 0 to 9"),
    "LOG_LEVEL": ("(?i:debug|info|warning|error|critical)", "debug, info, warning, error or critical"),
}
_FLAGS = {
    "1": True,
    "yes": True,
    "true": True,
    "on": True,
    "0": False,
    "no": False,
    "false": False,
    "off": False,
}


def _flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    return _FLAGS[env[name].lower()] if env.get(name) else default


def _database_url(url: str | None, data_dir: Path) -> str:
    """SQLAlchemy's URL; `postgres://` and `postgresql://` mean the psycopg driver that is installed."""
    if not url:
        return f"sqlite:///{data_dir / 'matchmaker.sqlite3'}"
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url[len(scheme) :]
    return url


def _data_dir(env: Mapping[str, str]) -> Path:
    folder = Path(env.get("DATA_DIR") or PROJECT_ROOT / "data").resolve()
    try:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"Settings refused:\n  - DATA_DIR {folder} cannot be made: {error.strerror}"
        ) from error
    return folder


def _kept_secret(data_dir: Path) -> str:
    """A random key kept beside the data outside production, so that sessions outlive a restart."""
    path = data_dir / "secret_key"
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()
