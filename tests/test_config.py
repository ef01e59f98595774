"""Settings: each is read from the environment, wrong ones are named all at once, production is strict."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from config import Settings, SettingsError

GIVEN = {
    "MATCHMAKER_ENV": ("test", "environment", "test"),
    "SECRET_KEY": ("s" * 40, "secret_key", "s" * 40),
    "DATABASE_URL": ("postgres://u@h/n", "database_url", "postgresql+psycopg://u@h/n"),
    "JOBS_URL": ("memory:", "jobs_url", "memory:"),
    "SEARCH_ENGINE": ("memory", "search_engine", "memory"),
    "RATELIMIT_STORAGE_URI": ("redis://h/1", "ratelimit_storage_uri", "redis://h/1"),
    "RATELIMIT_ENABLED": ("No", "ratelimit_enabled", False),
    "MAIL_URL": ("smtp+tls://u:p%40@h:587", "mail_url", "smtp+tls://u:p%40@h:587"),
    "MAIL_FROM": ("Le Beffroi <ici@exemple.fr>", "mail_from", "Le Beffroi <ici@exemple.fr>"),
    "BASE_URL": ("https://achats.exemple.fr/", "base_url", "https://achats.exemple.fr"),
    "SITE_NAME": ("La Grand-Place", "site_name", "La Grand-Place"),
    "REGION": ("11", "region", "11"),
    "CONTACT_EMAIL": ("ici@exemple.fr", "contact_email", "ici@exemple.fr"),
    "PUBLISHER": (
        "Le Beffroi, 1 place d’Exemple, Arras",
        "publisher",
        "Le Beffroi, 1 place d’Exemple, Arras",
    ),
    "HOSTING": ("Une machine à Roubaix", "hosting", "Une machine à Roubaix"),
    "DEMONSTRATION": ("on", "demonstration", True),
    "SESSION_DAYS": ("3", "session_days", 3),
    "MAX_REQUEST_BYTES": ("1000", "max_request_bytes", 1000),
    "MAX_FILE_BYTES": ("900", "max_file_bytes", 900),
    "FILES_PER_NEED": ("3", "files_per_need", 3),
    "FILES_PER_RESPONSE": ("2", "files_per_response", 2),
    "SIGN_IN_ATTEMPTS": ("4", "sign_in_attempts", 4),
    "SIGN_IN_MINUTES": ("7", "sign_in_minutes", 7),
    "REGISTRATIONS_PER_HOUR": ("8", "registrations_per_hour", 8),
    "RESETS_PER_DAY": ("3", "resets_per_day", 3),
    "LINKS_PER_HOUR": ("9", "links_per_hour", 9),
    "CONTACTS_PER_DAY": ("12", "contacts_per_day", 12),
    "EXPORTS_PER_HOUR": ("6", "exports_per_hour", 6),
    "IDLE_MONTHS": ("36", "idle_months", 36),
    "ADMINISTRATORS_SECOND_FACTOR": ("yes", "administrators_second_factor", True),
    "OIDC_ISSUER": ("https://agents.exemple.fr/api/v2/", "oidc_issuer", "https://agents.exemple.fr/api/v2"),
    "OIDC_CLIENT_ID": ("beffroi", "oidc_client_id", "beffroi"),
    "OIDC_CLIENT_SECRET": ("chut", "oidc_client_secret", "chut"),
    "OIDC_NAME": ("Agents", "oidc_name", "Agents"),
    "OIDC_SCOPES": ("openid email", "oidc_scopes", "openid email"),
    "OIDC_ACR_VALUES": ("eidas2", "oidc_acr_values", "eidas2"),
    "OIDC_VERIFIED_MAIL": ("yes", "oidc_verified_mail", True),
    "TRUSTED_PROXIES": ("2", "trusted_proxies", 2),
    "LOG_LEVEL": ("debug", "log_level", "DEBUG"),
}
WRONG = {
    "MATCHMAKER_ENV": "staging",
    "DATABASE_URL": "mysql://h/n",
    "JOBS_URL": "amqp://h",
    "SEARCH_ENGINE": "lucene",
    "RATELIMIT_STORAGE_URI": "redis",
    "RATELIMIT_ENABLED": "perhaps",
    "MAIL_URL": "http://h",
    "MAIL_FROM": "ici@exemple.fr\nBcc: x@y.fr",
    "BASE_URL": "ftp://h",
    "REGION": "Hauts-de-France",
    "CONTACT_EMAIL": "nobody",
    "DEMONSTRATION": "2",
    "SESSION_DAYS": "٣",
    "MAX_REQUEST_BYTES": "-1",
    "MAX_FILE_BYTES": "8 MB",
    "FILES_PER_NEED": "0",
    "FILES_PER_RESPONSE": "ten",
    "SIGN_IN_ATTEMPTS": "0",
    "SIGN_IN_MINUTES": "1e400",
    "REGISTRATIONS_PER_HOUR": "many",
    "RESETS_PER_DAY": "0",
    "LINKS_PER_HOUR": "-1",
    "CONTACTS_PER_DAY": "0",
    "EXPORTS_PER_HOUR": "ten",
    "IDLE_MONTHS": "0",
    "ADMINISTRATORS_SECOND_FACTOR": "some",
    "OIDC_ISSUER": "agents.exemple.fr",
    "OIDC_VERIFIED_MAIL": "sometimes",
    "TRUSTED_PROXIES": "all",
    "LOG_LEVEL": "loud",
}
PRODUCTION = {
    "MATCHMAKER_ENV": "production",
    "SECRET_KEY": "k" * 32,
    "MAIL_URL": "smtps://h",
    "MAIL_FROM": "ici@exemple.fr",
    "BASE_URL": "https://exemple.fr",
}


def read(tmp_path: Path, **values: str) -> Settings:
    return Settings.from_environment({"DATA_DIR": str(tmp_path), **values})


@pytest.mark.parametrize("name", GIVEN)
def test_each_setting_is_read_from_the_environment(tmp_path: Path, name: str) -> None:
    text, field, value = GIVEN[name]

    assert getattr(read(tmp_path, **{name: text}), field) == value


def test_every_field_is_a_setting_that_is_tested() -> None:
    tested = {field for _, field, _ in GIVEN.values()}

    assert {field.name for field in fields(Settings)} - tested == {"data_dir"}


def test_with_nothing_set_everything_lives_in_one_folder(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path}/matchmaker.sqlite3"
    assert settings.jobs_url == f"sqlite:///{tmp_path}/jobs.sqlite3"
    assert settings.mail_url is None


def test_a_setting_set_to_nothing_is_not_set(tmp_path: Path) -> None:
    secret = read(tmp_path).secret_key

    assert read(tmp_path, **dict.fromkeys(GIVEN, "")) == read(tmp_path, SECRET_KEY=secret)


def test_wrong_settings_are_named_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, **WRONG)

    named = [line.split()[1] for line in str(refused.value).splitlines()[1:]]
    assert sorted(named) == sorted(WRONG)


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_setting_stops_the_start(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{name: WRONG[name]})


def test_a_refused_address_does_not_tell_its_password(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, DATABASE_URL="mysql://root:hush@h/n", MAIL_URL="imap://u:hush@h")

    assert "hush" not in str(refused.value)


def test_production_starts_with_what_it_requires(tmp_path: Path) -> None:
    settings = read(tmp_path, **PRODUCTION)

    assert (settings.production, settings.demonstration, settings.hostname) == (True, False, "exemple.fr")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "k" * 31),
        ("SECRET_KEY", "a key for tests only, never used elsewhere"),
        ("FLASK_DEBUG", "1"),
        ("MAIL_URL", ""),
        ("MAIL_FROM", ""),
        ("BASE_URL", ""),
        ("BASE_URL", "http://exemple.fr"),
        ("DEMONSTRATION", "yes"),
        ("SEARCH_ENGINE", "memory"),
        ("JOBS_URL", "memory:"),
        ("OIDC_ISSUER", "https://agents.exemple.fr"),
        ("OIDC_ISSUER", "http://agents.exemple.fr"),
    ],
)
def test_production_refuses(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{**PRODUCTION, name: value})


def test_the_key_made_outside_production_outlives_a_restart_and_is_private(tmp_path: Path) -> None:
    first, second = read(tmp_path).secret_key, read(tmp_path).secret_key

    assert (first == second, len(first) >= 32) == (True, True)
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_settings_cannot_be_changed_at_run_time(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        read(tmp_path).site_name = "x"  # type: ignore[misc]


def test_a_data_folder_that_cannot_be_made_is_told_as_a_setting(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    with pytest.raises(SettingsError, match=r"DATA_DIR .* cannot be made: Not a directory"):
        Settings.from_environment({"DATA_DIR": str(tmp_path / "taken" / "data")})
