"""Work off the request path: named tasks carried out by the worker, on huey.

A task is idempotent and takes no argument: it looks in the database for what is to be done, so that
one enqueued job serves any number of rows and a lost one is made good by the next minute's sweep.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask
from huey import Huey, MemoryHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from sqlalchemy.orm import scoped_session

log = logging.getLogger(__name__)
Task = Callable[[], None]
Around = Callable[[], AbstractContextManager[None]]


class Jobs:
    """The list of tasks, and the queue that the application's `JOBS_URL` asks for."""

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}
        self._every_minute: list[str] = []
        self._at_start: list[str] = []

    def task(
        self, name: str, *, every_minute: bool = False, at_start: bool = False
    ) -> Callable[[Task], Task]:
        """Declare a task. `every_minute` also runs it as a sweep, whatever was enqueued.

        `at_start`: when a worker begins, to mend what the one before left half done.
        """

        def declare(function: Task) -> Task:
            self._tasks[name] = function
            if every_minute and name not in self._every_minute:
                self._every_minute.append(name)
            if at_start and name not in self._at_start:
                self._at_start.append(name)
            return function

        return declare

    def init_app(self, app: Flask, url: str, around: Around) -> None:
        """Bind the tasks to a queue; `around` is the transaction that each runs in."""
        huey = _huey(url)
        app.extensions["jobs"] = huey
        for name, function in self._tasks.items():
            _register(app, huey, name, function, around, every_minute=name in self._every_minute)

    def want(self, session: scoped_session[Any], name: str) -> None:
        """Ask that the task be enqueued if and when the session's transaction commits."""
        session.info.setdefault("wanted_jobs", set()).add(name)

    def enqueue(self, app: Flask, *names: str) -> None:
        """Ask the worker to run the tasks soon. The caller has committed what they will read."""
        huey: Huey = app.extensions["jobs"]
        for name in names:
            huey.enqueue(huey._matchmaker_tasks[name].s())

    def wake(self, app: Flask, *names: str) -> None:
        """`enqueue`, for those whose work is already committed: a queue out of order must not deny it.

        The sweep of the next minute does what was not enqueued.
        """
        try:
            self.enqueue(app, *names)
        except Exception:  # each queue (SQLite, PostgreSQL, Redis) fails with errors of its own
            log.exception("jobs not enqueued: %s", ", ".join(names))

    def run_pending(self, app: Flask) -> int:
        """Carry out here and now what is enqueued; the number of tasks run. For tests and commands."""
        huey: Huey = app.extensions["jobs"]
        done = 0
        while (task := huey.dequeue()) is not None:
            huey.execute(task)
            done += 1
        return done

    def consumer(self, app: Flask) -> Consumer:
        """One worker thread (the index has one writer), woken within half a second."""
        huey: Huey = app.extensions["jobs"]
        self.wake(app, *self._at_start)
        return huey.create_consumer(workers=1, initial_delay=0.05, max_delay=0.4, backoff=1.3)


def _huey(url: str) -> Huey:
    if url.startswith("memory:"):
        return MemoryHuey("matchmaker", immediate=False, results=False)
    if url.startswith("sqlite:///"):
        return SqliteHuey("matchmaker", filename=url[len("sqlite:///") :], results=False)
    if url.startswith("redis"):
        from huey import RedisHuey  # needs the redis package, asked for only with this setting

        return RedisHuey("matchmaker", url=url, results=False)
    if url.startswith("postgres"):
        from huey.contrib.sql_huey import SqlHuey

        return SqlHuey("matchmaker", database="psycopg3://" + url.split("://", 1)[1], results=False)
    raise ValueError(f"JOBS_URL {url!r}: sqlite:///, postgresql://, redis:// or memory:")


def _register(
    app: Flask, huey: Huey, name: str, function: Task, around: Around, *, every_minute: bool
) -> None:
    def run(*_args: Any) -> None:
        with app.app_context(), around():
            function()

    task = huey.task(name=name.replace(".", "_"), retries=3, retry_delay=5)(run)
    tasks: dict[str, Any] = getattr(huey, "_matchmaker_tasks", {})
    tasks[name] = task
    huey._matchmaker_tasks = tasks
    if every_minute:
        huey.periodic_task(crontab(), name=name.replace(".", "_") + "_sweep")(run)
