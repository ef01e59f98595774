"""gunicorn's threads, kept for requests that have arrived: a slow client holds none while its head comes.

A thread that reads a head waits as long as the client pleases, so that a few clients that say nothing more
would stop the site. Here the loop that accepts connections looks at what has come, without taking it, and
gives the connection to a thread once the head is whole. Bodies are the reverse proxy's to wait for.
"""

from __future__ import annotations

import selectors
import socket
import time
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD = 65_536  # a longer head goes on at once, to be refused
SECONDS = 10.0  # for a whole head; then the connection is closed
GLANCE = 0.05  # seconds between looks at heads that have begun
END = b"\r\n\r\n"


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """`early`: connections whose head is not whole, until when, and whether the poller watches them."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.early: dict[TConn, tuple[float, bool]] = {}

    def enqueue_req(self, conn: TConn) -> None:
        """A connection that has been answered once may hold its next request in the parser already."""
        if conn.initialized or self.cfg.is_ssl:
            super().enqueue_req(conn)
        else:
            self._admit(conn, time.monotonic() + SECONDS)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._admit(conn, time.monotonic() + SECONDS)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        begun = any(not watched for _, watched in self.early.values())
        super().wait_for_and_dispatch_events(min(timeout, GLANCE) if begun else timeout)
        for conn, (until, watched) in list(self.early.items()):
            if not self.alive or time.monotonic() > until:
                self._close(conn)
            elif not watched:
                self._admit(conn, until)

    def _admit(self, conn: TConn, until: float) -> None:
        self._forget(conn)
        conn.sock.setblocking(False)
        try:
            seen = conn.sock.recv(HEAD, socket.MSG_PEEK)
        except BlockingIOError:
            self.early[conn] = until, True
            self.poller.register(conn.sock, selectors.EVENT_READ, lambda _socket: self._admit(conn, until))
            return
        except OSError:
            seen = b""
        if seen and END not in seen and len(seen) < HEAD:
            self.early[conn] = until, False
            return
        conn.data_ready = True
        super().enqueue_req(conn)

    def _forget(self, conn: TConn) -> None:
        if self.early.pop(conn, (0.0, False))[1]:
            self.poller.unregister(conn.sock)

    def _close(self, conn: TConn) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()
