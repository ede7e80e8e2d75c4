"""An HTTP server that does what real ones do and what hostile ones could, until stdin ends.

usage: http_faults.py [FOLDER]

Prints its port on 127.0.0.1. With FOLDER, also a port for TLS with HTTP/1.1, and one for TLS with
HTTP/2 (which answers every request alike); their certificate for localhost, signed by itself, is
FOLDER/certificate.pem. Every path of ANSWERS below is one behaviour. Requests in absolute form, as
proxies get them, are answered by their path; CONNECT is refused with 407.
"""

import gzip
import os
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import zlib

PATIENCE = 60  # seconds until a wait that should have ended is given up


class State:
    """What was seen, by all connections."""

    def __init__(self):
        self.changed = threading.Condition()
        self.connections = 0
        self.waiting = 0
        self.active = 0
        self.most_active = 0
        self.last_connect = b""
        self.kept = []


STATE = State()


def head(status, *headers):
    return "\r\n".join([f"HTTP/1.1 {status} Words", *headers, "", ""]).encode()


def plain(body, *headers, status=200):
    body = body if isinstance(body, bytes) else body.encode()
    return head(status, f"Content-Length: {len(body)}", *headers) + body


def chunk(data):
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def hello(_connection, _request):
    return plain("hello", "Content-Type: text/plain", "X-Twice: one", "x-TWICE:  two ")


def echo(_connection, request):
    return plain(request.head + request.body)


def connections(_connection, _request):
    return plain(str(STATE.connections))


def last_connect(_connection, _request):
    return plain(STATE.last_connect)


def gzipped(_connection, _request):
    return plain(gzip.compress(b"x" * 100000), "Content-Encoding: gzip")


def bad_gzip(_connection, _request):
    return plain(b"this is not gzip", "Content-Encoding: gzip")


def bomb(connection, _request):
    """Zeros without end, a thousandth of them on the wire."""
    connection.send(head(200, "Content-Encoding: gzip", "Transfer-Encoding: chunked"))
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    while True:
        packed = packer.compress(bytes(10 << 20))
        if packed:
            connection.send(chunk(packed))


def endless(connection, _request):
    connection.send(head(200, "Transfer-Encoding: chunked"))
    while True:
        connection.send(chunk(bytes(65536)))


def huge(connection, _request):
    connection.send(head(200, f"Content-Length: {1 << 30}"))
    connection.wait_for_close()


def stall(connection, _request):
    connection.send(head(200, "Content-Length: 10") + b"12345")
    connection.wait_for_close()


def mute(connection, _request):
    """No answer at all; counts among those that wait for /together."""
    with STATE.changed:
        STATE.waiting += 1
        STATE.changed.notify_all()
    connection.wait_for_close()


def drip(connection, _request):
    """A byte now and then, without end."""
    connection.send(head(200, "Transfer-Encoding: chunked"))
    while not connection.is_closed_within(0.02):
        connection.send(chunk(b"x"))


def slow(connection, _request):
    """Two seconds for forty bytes, each soon after the one before."""
    connection.send(head(200, "Content-Length: 40"))
    for _ in range(40):
        connection.is_closed_within(0.05)
        connection.send(b"x")


def cut(_connection, _request):
    return head(200, "Content-Length: 100") + b"only this", "close"


def cut_chunked(_connection, _request):
    return head(200, "Transfer-Encoding: chunked") + chunk(b"only this"), "close"


def silent(_connection, _request):
    return b"", "close"


def reset(connection, _request):
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return b"", "close"


def other_protocol(_connection, _request):
    return b"SSH-2.0-other\r\n", "close"


def longer_than_told(_connection, _request):
    return head(200, "Content-Length: 5") + b"hello and more", "close"


def redirect(_connection, _request):
    return plain("", "Location: /hello", status=302)


def not_modified(_connection, _request):
    return head(304, f"Content-Length: {1 << 30}", 'ETag: "e"')


def chunked(_connection, _request):
    return (head(200, "Transfer-Encoding: chunked") + chunk(b"one ") + chunk(b"two") +
            b"0\r\nX-Trailer: x\r\n\r\n")


def announced(_connection, _request):
    return head(103, "Link: </style>", "X-Early: yes") + plain("then", "X-Late: yes")


def many_headers(_connection, _request):
    return plain("body", *[f"X-{i}: value" for i in range(1000)])


def endless_headers(connection, _request):
    connection.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.send(b"X-More: " + b"y" * 1000 + b"\r\n")


def teapot(_connection, _request):
    return plain("short and stout", status=418)


def last(_connection, _request):
    """No length: the body ends with the connection."""
    return head(200, "Connection: close") + b"the end", "close"


def together(connection, request):
    """/together/N is answered once N requests for it are there."""
    wanted = int(request.path.rpartition("/")[2])
    with STATE.changed:
        STATE.waiting += 1
        STATE.changed.notify_all()
        met = STATE.changed.wait_for(lambda: STATE.waiting >= wanted, PATIENCE)
    return plain("met" if met else "alone")


def busy(connection, request):
    """/busy/ANY notes how many of these run at once; a short while makes sure that some do."""
    with STATE.changed:
        STATE.active += 1
        STATE.most_active = max(STATE.most_active, STATE.active)
    connection.is_closed_within(0.005)
    with STATE.changed:
        STATE.active -= 1
    return plain(request.path.rpartition("/")[2])


def most(_connection, _request):
    return plain(str(STATE.most_active))


def full(_connection, _request):
    """The port of a listener that lets nobody in: its queue is full, and stays so."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    STATE.kept.append(listener)
    for _ in range(4):
        visitor = socket.socket()
        visitor.setblocking(False)
        visitor.connect_ex(listener.getsockname())
        STATE.kept.append(visitor)
    return plain(str(listener.getsockname()[1]))


def interrupt(connection, request):
    """/interrupt/SIGNAL/PID ends the one who asks, and never answers."""
    _, _, number, process = request.path.split("/")
    os.kill(int(process), getattr(signal, number))
    connection.wait_for_close()


ANSWERS = {
    "hello": hello, "echo": echo, "connections": connections, "last_connect": last_connect,
    "gzip": gzipped, "bad_gzip": bad_gzip, "bomb": bomb, "endless": endless, "huge": huge,
    "stall": stall, "mute": mute, "drip": drip, "slow": slow, "cut": cut,
    "cut_chunked": cut_chunked, "silent": silent, "reset": reset,
    "other_protocol": other_protocol, "longer": longer_than_told, "redirect": redirect,
    "not_modified": not_modified, "chunked": chunked, "announced": announced,
    "many_headers": many_headers, "endless_headers": endless_headers, "teapot": teapot,
    "last": last, "full": full, "together": together, "busy": busy, "most": most, "interrupt": interrupt,
}


class Request:
    def __init__(self, stream):
        lines = []
        while (line := stream.readline()) not in (b"\r\n", b""):
            lines.append(line)
        self.head = b"".join(lines)
        self.method, target = "", "/"
        if lines:
            self.method, target, _ = lines[0].decode().split(" ", 2)
        self.path = "/" + target.partition("://")[2].partition("/")[2] if "://" in target else target
        self.path = self.path.partition("?")[0]
        length = 0
        for line in lines[1:]:
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        self.body = stream.read(length)


class Connection:
    def __init__(self, peer):
        self.socket = peer
        with STATE.changed:
            STATE.connections += 1

    def send(self, data):
        self.socket.sendall(data)

    def is_closed_within(self, seconds):
        self.socket.settimeout(seconds)
        try:
            return self.socket.recv(1) == b""
        except TimeoutError:
            return False
        finally:
            self.socket.settimeout(None)

    def wait_for_close(self):
        self.is_closed_within(PATIENCE)

    def answer(self, request):
        if request.method == "CONNECT":
            STATE.last_connect = request.head
            return plain("", status=407)
        return ANSWERS[request.path.split("/")[1]](self, request)

    def serve(self):
        with self.socket, self.socket.makefile("rb") as stream:
            if stream.peek(1)[:1] == b"\x16":  # a greeting of TLS
                self.send(plain("speak HTTP", status=400))
                return
            while (request := Request(stream)).method:
                answer = self.answer(request)
                data, after = answer if isinstance(answer, tuple) else (answer, "")
                self.send(data)
                if after == "close":
                    return


class Http2Connection(Connection):
    """Answers every stream with `hello`, whatever its headers say, and closes none."""

    def frame(self, kind, flags, stream, payload=b""):
        return (len(payload).to_bytes(3, "big") + bytes([kind, flags]) +
                stream.to_bytes(4, "big") + payload)

    def serve(self):
        data, headers, settings, ping = 0, 1, 4, 6
        end_stream, end_headers, acknowledge = 1, 4, 1
        with self.socket, self.socket.makefile("rb") as stream:
            stream.read(24)  # the preface
            self.send(self.frame(settings, 0, 0))
            while len(start := stream.read(9)) == 9:
                size, kind, flags = int.from_bytes(start[:3], "big"), start[3], start[4]
                number = int.from_bytes(start[5:], "big")
                payload = stream.read(size)
                if kind in (settings, ping) and not flags & acknowledge:
                    self.send(self.frame(kind, acknowledge, 0, payload if kind == ping else b""))
                if kind == headers:
                    self.send(self.frame(headers, end_headers, number, b"\x88") +  # :status 200
                              self.frame(data, end_stream, number, b"hello"))


def serve_all(listener, kind, context=None):
    def one(peer):
        try:
            kind(context.wrap_socket(peer, server_side=True) if context else peer).serve()
        except OSError:
            pass  # the client went away, as many tests want it to

    while True:
        peer, _ = listener.accept()
        threading.Thread(target=one, args=(peer,), daemon=True).start()


def listen(kind, context=None):
    listener = socket.create_server(("127.0.0.1", 0), backlog=200)
    threading.Thread(target=serve_all, args=(listener, kind, context), daemon=True).start()
    print(listener.getsockname()[1], flush=True)


def tls_context(folder, *protocols):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/certificate.pem", folder + "/key.pem")
    context.set_alpn_protocols(protocols)
    return context


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", folder + "/key.pem", "-out",
         folder + "/certificate.pem"], check=True, stderr=subprocess.DEVNULL)


listen(Connection)
if len(sys.argv) > 1:
    make_certificate(sys.argv[1])
    listen(Connection, tls_context(sys.argv[1], "http/1.1"))
    listen(Http2Connection, tls_context(sys.argv[1], "h2"))
sys.stdin.read()
