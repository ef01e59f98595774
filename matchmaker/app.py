"""The application: flat lists of what it is made of (web, areas, commands) and nothing clever."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from matchmaker import command_faults, commands, database, heartbeat
from matchmaker.accounts import commands as accounts_commands
from matchmaker.accounts import personal as accounts_personal
from matchmaker.accounts import retention
from matchmaker.accounts import views as accounts_views
from matchmaker.accounts.services.agents import SiretHook
from matchmaker.admin import views as admin_views
from matchmaker.admin.moderation import views as moderation_views
from matchmaker.alerts import clock as alerts_clock
from matchmaker.alerts import messages as alerts_messages
from matchmaker.alerts import personal as alerts_personal
from matchmaker.alerts import views as alerts_views
from matchmaker.demo import commands as demo_commands
from matchmaker.events import personal as events_personal
from matchmaker.events import sweep as events_sweep
from matchmaker.events import views as events_views
from matchmaker.extensions import compress, csrf, db, jobs, limiter, migrate
from matchmaker.journal import commands as journal_commands
from matchmaker.journal import personal as journal_personal
from matchmaker.journal import views as journal_views
from matchmaker.keeping import commands as keeping_commands
from matchmaker.moderation import models as moderation_models
from matchmaker.moderation import personal as moderation_personal
from matchmaker.needs import documents as needs_documents
from matchmaker.needs import messages as needs_messages
from matchmaker.needs import panels as needs_panels
from matchmaker.needs import personal as needs_personal
from matchmaker.needs import services as needs_services
from matchmaker.needs import sweep as needs_sweep
from matchmaker.needs import views as needs_views
from matchmaker.notifications import commands as notifications_commands
from matchmaker.notifications import delivery, digests
from matchmaker.notifications import personal as notifications_personal
from matchmaker.notifications import views as notifications_views
from matchmaker.observatory import commands as observatory_commands
from matchmaker.observatory import joins as observatory_joins
from matchmaker.observatory import personal as observatory_personal
from matchmaker.observatory import subscribing as observatory_subscribing
from matchmaker.observatory import teaching as observatory_teaching
from matchmaker.observatory import views as observatory_views
from matchmaker.offers import documents as offers_documents
from matchmaker.offers import panels as offers_panels
from matchmaker.offers import personal as offers_personal
from matchmaker.offers import services as offers_services
from matchmaker.offers import views as offers_views
from matchmaker.organisations import commands as organisations_commands
from matchmaker.organisations import documents as organisations_documents
from matchmaker.organisations import personal as organisations_personal
from matchmaker.organisations import services as organisations_services
from matchmaker.organisations import views as organisations_views
from matchmaker.pages import views as pages_views
from matchmaker.programme import personal as programme_personal
from matchmaker.programme import views as programme_views
from matchmaker.register import commands as register_commands
from matchmaker.register import queries as register
from matchmaker.scheduling import commands as scheduling_commands
from matchmaker.search import commands as search_commands
from matchmaker.search import sync
from matchmaker.search import views as search_views
from matchmaker.sourcing import code_help
from matchmaker.sourcing import commands as sourcing_commands
from matchmaker.sourcing import gaps as sourcing_gaps
from matchmaker.sourcing import index as match_index
from matchmaker.sourcing import messages as sourcing_messages
from matchmaker.sourcing import panels as sourcing_panels
from matchmaker.sourcing import personal as sourcing_personal
from matchmaker.sourcing import views as sourcing_views
from matchmaker.web import (
    converters,
    cpv_suggestions,
    errors,
    headers,
    i18n,
    identity,
    logs,
    policy,
    presentation,
)
from matchmaker.web import models as web_models
from matchmaker.web.transaction import Application, transaction

ROOT = Path(__file__).resolve().parents[1]
COMPRESSED = [
    "text/html",
    "text/css",
    "text/javascript",
    "application/json",
    "image/svg+xml",
    "text/calendar",
]

VIEWS = (
    accounts_views,
    notifications_views,
    offers_views,
    organisations_views,
    pages_views,
    search_views,
    needs_views,
    sourcing_views,
    events_views,
    programme_views,
    alerts_views,
    observatory_views,
    admin_views,
    moderation_views,
    journal_views,
)
_COMMANDS = (
    commands.serve,
    commands.worker,
    accounts_commands.accounts,
    journal_commands.journal,
    keeping_commands.backup,
    keeping_commands.restore,
    keeping_commands.doctor,
    notifications_commands.outbox,
    search_commands.search,
    register_commands.sirene,
    organisations_commands.organisations,
    sourcing_commands.match,
    scheduling_commands.schedule,
    observatory_commands.observatory,
    demo_commands.demo,
)
COMMANDS = tuple(map(command_faults.telling, _COMMANDS))
SOURCES: tuple[sync.Source, ...] = (
    needs_documents.SOURCE,
    offers_documents.SOURCE,
    organisations_documents.SOURCE,
)
SINKS: tuple[sync.Sink, ...] = (match_index.follow, offers_documents.follow_firms)
GROUND_FOLLOWERS = (needs_services.go_live, offers_services.go_live)
REGISTER_FOLLOWERS = (observatory_joins.REJOIN,)  # jobs that a new extract of the register calls for
ORGANISATION_PANELS = (needs_panels.of_body, offers_panels.of_firm)
HOME_PANELS = (needs_panels.on_home, sourcing_panels.on_home)
# The account's own line comes first: it is shown first, and erased last.
PERSONAL_DATA = (
    accounts_personal.ACCOUNTS,
    accounts_personal.SESSIONS,
    organisations_personal.HOLDING,
    needs_personal.HOLDING,
    programme_personal.HOLDING,
    offers_personal.HOLDING,
    journal_personal.HOLDING,
    journal_personal.TRACES,
    notifications_personal.HOLDING,
    moderation_personal.HOLDING,
    sourcing_personal.HOLDING,
    sourcing_personal.CONTACTS,
    sourcing_personal.FILE,
    events_personal.HOLDING,
    alerts_personal.HOLDING,
    observatory_personal.HOLDING,
)
# Told the establishment of an agent who signs in through the identity provider.
AGENT_SIRET: tuple[SiretHook, ...] = (organisations_services.agent_named,)
# What is asked before a consultation is shown: has everybody received the same?
TENDER_CHECKS = (sourcing_gaps.sentences,)
# In the order of the page on which a reader chooses.
MAIL_KINDS = (*sourcing_messages.KINDS, *needs_messages.KINDS, *alerts_messages.KINDS)
DECLARED_BY_IMPORT = (
    delivery,
    digests,
    alerts_clock,
    moderation_models,
    heartbeat,
    web_models,
    needs_sweep,
    events_sweep,
    observatory_subscribing,
    retention,
)  # tasks and tables that nothing else names


def create_app(settings: Settings | None = None) -> Application:
    """The WSGI application for these settings, read from the environment when none are given."""
    settings = settings or Settings.from_environment()
    app = Application(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    configure(app, settings)
    logs.init_app(app)
    converters.init_app(app)
    i18n.init_app(app)
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            database.prepare_sqlite(db.engine)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    identity.init_app(app)
    limiter.init_app(app)
    csrf.init_app(app)
    compress.init_app(app)
    jobs.init_app(app, settings.jobs_url, transaction)
    sync.init_app(app, SOURCES, SINKS)
    match_index.init_app(app)
    app.extensions[cpv_suggestions.EXTENSION] = code_help.codes
    register.init_app(app)
    app.extensions["register_followers"] = REGISTER_FOLLOWERS
    app.extensions["ground_followers"] = GROUND_FOLLOWERS
    observatory_joins.init_app(app)
    app.extensions["match"].contracts = observatory_teaching.examples
    app.extensions["organisation_panels"] = ORGANISATION_PANELS
    app.extensions["home_panels"] = HOME_PANELS
    app.extensions["personal_data"] = PERSONAL_DATA
    app.extensions["mail_kinds"] = {one.key: one for one in MAIL_KINDS}
    app.extensions["agent_siret"] = AGENT_SIRET
    app.extensions["tender_checks"] = TENDER_CHECKS
    for module in VIEWS:
        app.register_blueprint(module.blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    app.before_request(policy.enforce)
    errors.init_app(app)
    headers.init_app(app)
    presentation.init_app(app)
    return app


def configure(app: Application, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        PROPAGATE_EXCEPTIONS=False,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        PERMANENT_SESSION_LIFETIME=settings.session_days * 24 * 3600,
        WTF_CSRF_TIME_LIMIT=None,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_MIMETYPES=COMPRESSED,
        RATELIMIT_STORAGE_URI=settings.ratelimit_storage_uri,
        RATELIMIT_ENABLED=settings.ratelimit_enabled,
        TRUSTED_HOSTS=[settings.hostname] if settings.production else None,
    )
    settings.data_dir.mkdir(mode=0o750, parents=True, exist_ok=True)


def engine_options(url: str) -> dict[str, object]:
    if sa.make_url(url).get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": 15}}
    return {"pool_pre_ping": True, "pool_size": 10}
