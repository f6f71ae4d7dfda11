"""Connections to the public internet only: a name is looked up once, checked, and what was checked is connected to."""

import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from threading import Thread

import httpcore

MOST_ADDRESSES = 4  # of one name are tried


class NotPublic(Exception):
    """A name that does not exist, or leads to an address that is not on the public internet. Both are one answer:

    two would tell which names exist in the installation's own network.
    """


class Deadline:
    """Until when everything must be over, whatever single steps are allowed."""

    def __init__(self, seconds: float):
        self._ends = time.monotonic() + seconds

    def at_most(self, seconds: float | None) -> float:
        """So many seconds, or what is left. Raises httpcore.ReadTimeout when nothing is."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole is over")
        return left if seconds is None else min(seconds, left)


def addresses_of(host: str) -> list[str]:
    """The IP addresses of a name, in the order in which they are to be tried. Raises OSError (socket.gaierror)."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class CheckedNetwork(httpcore.NetworkBackend):
    """Opens TCP connections to addresses that ``is_allowed``, at ``ports``; unix sockets never."""

    def __init__(
        self,
        resolve: Callable[[str], list[str]],
        is_allowed: Callable[[str], bool],
        ports: Iterable[int],
        deadline: Deadline,
        sockets: httpcore.NetworkBackend,
    ):
        self._resolve, self._is_allowed = resolve, is_allowed
        self._ports, self._deadline = frozenset(ports), deadline
        self._sockets = sockets

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        if port not in self._ports:
            raise NotPublic(host)
        addresses = self._look_up(host, self._deadline.at_most(timeout))
        # All of them: a name with one public and one private address is somebody's attempt.
        if not addresses or not all(self._is_allowed(address) for address in addresses):
            raise NotPublic(host)
        for address in addresses[:MOST_ADDRESSES]:
            try:
                stream = self._sockets.connect_tcp(address, port, self._deadline.at_most(timeout))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(self, path, timeout=None, socket_options=None):
        raise NotPublic(path)

    def _look_up(self, host: str, seconds: float) -> list[str]:
        """A resolver knows no time limit, so it works in a thread that nobody waits for any longer."""
        answer: Future[list[str]] = Future()
        Thread(target=_fulfil, args=(answer, self._resolve, host), name="look-up", daemon=True).start()
        try:
            return answer.result(timeout=seconds)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host} was not looked up in time") from error
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise httpcore.ConnectError(f"{host} could not be looked up now") from error
            raise NotPublic(host) from error
        except (OSError, UnicodeError) as error:
            raise NotPublic(host) from error


def _fulfil(answer: Future, function: Callable, argument):
    try:
        answer.set_result(function(argument))
    except Exception as error:
        answer.set_exception(error)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends with the whole: whoever sends a byte now and then is not waited for."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline):
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, self._deadline.at_most(timeout))

    def write(self, buffer, timeout=None):
        self._stream.write(buffer, self._deadline.at_most(timeout))

    def close(self):
        self._stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.at_most(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info):
        return self._stream.get_extra_info(info)
