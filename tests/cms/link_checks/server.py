"""A booking service on this machine: real TLS with a certificate of its own authority, and every kind of answer."""

import datetime
import socket
import ssl
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.2"  # loopback, and another address than the one that must never be reached
NAMES = ("booking.example", "www.booking.example", "other.example", "slow.example")
CA = "Authority of the tests"


def _certificate(key, name: str, issuer: str, signing_key, *, names=(), is_ca=False) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names or (name,)]), critical=False)
    )
    if is_ca:
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(signing_key, hashes.SHA256())


def contexts(folder) -> SimpleNamespace:
    """``server``: proves NAMES; ``trusting``: believes it."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    pem = serialization.Encoding.PEM
    ca = _certificate(ca_key, CA, CA, ca_key, is_ca=True).public_bytes(pem).decode()
    chain, keys = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(_certificate(key, NAMES[0], CA, ca_key, names=NAMES).public_bytes(pem))
    keys.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, keys)
    return SimpleNamespace(server=server, trusting=ssl.create_default_context(cadata=ca))


class Handler(BaseHTTPRequestHandler):
    """``/status/<number>`` answers it; ``/to/<address>`` redirects there; the others are named below."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append(SimpleNamespace(path=self.path, headers=dict(self.headers), at=time.monotonic()))
        name, _, rest = self.path[1:].partition("/")
        with suppress(OSError):
            getattr(self, f"answer_{name}")(rest)

    def answer_status(self, number):
        self.send_response(int(number))
        self.send_header("Set-Cookie", "seen=1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_now(self, rest):
        self.answer_status(self.server.status_now)

    def answer_to(self, address):
        self.send_response(302)
        self.send_header("Location", address.replace("%5B", "[").replace("%5D", "]"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_round(self, number):
        self.answer_to(f"/round/{int(number or 0) + 1}")

    def answer_endless(self, rest):
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65_536)
            self.server.sent += 65_536

    def answer_drip(self, rest):
        for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000:
            self.wfile.write(bytes([letter]))
            time.sleep(0.1)

    def answer_mute(self, rest):
        self.server.over.wait(30)

    def answer_nonsense(self, rest):
        self.wfile.write(b"\x00\xff no HTTP at all\r\n\r\n")

    def log_message(self, *args):
        """Nothing: the test reads ``seen``."""


@contextmanager
def serving(context: ssl.SSLContext, host=HOST):
    """The service in a thread; ``seen`` are the requests that came."""
    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads, server.seen, server.sent, server.over = True, [], 0, threading.Event()
    server.handle_error = lambda *args: None  # whoever hangs up in the handshake is expected
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


@contextmanager
def trap(port: int = 0, hosts=("::",)):
    """Listeners on this machine's own addresses that note every connection: none may come."""
    with ExitStack() as stack:
        caught, is_over = [], threading.Event()
        stack.callback(is_over.set)
        for host in hosts:
            listener = stack.enter_context(_listener(host, port))
            threading.Thread(target=_catch, args=(listener, caught, is_over), daemon=True).start()
        yield SimpleNamespace(port=listener.getsockname()[1], caught=caught)


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, dualstack_ipv6=host == "::")
    listener.settimeout(0.05)
    return listener


def _catch(listener, caught, is_over):
    while not is_over.is_set():
        try:
            connection, address = listener.accept()
        except TimeoutError:
            continue
        except OSError:  # closed at the end
            return
        connection.close()
        caught.append(address)
