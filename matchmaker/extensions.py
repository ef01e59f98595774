"""The extensions, made once and bound to the application in `create_app`."""

from __future__ import annotations

from flask_babel import Babel
from flask_compress import Compress
from flask_limiter import Limiter
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from matchmaker.database import Base
from matchmaker.jobs import Jobs
from matchmaker.web.limits import requester

db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"autoflush": True})
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
compress = Compress()
limiter = Limiter(key_func=requester, headers_enabled=True)
jobs = Jobs()
