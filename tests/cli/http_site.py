"""A site of a few pages on the loopback interface, for scenarios."""

import http.server
import threading


class Site:
    """A site on the loopback interface; `pages` maps paths to (status, headers, body)."""

    def __init__(self):
        self.pages = {}
        self.seen = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                site.seen.append((self.path, dict(self.headers)))
                status, headers, body = site.pages.get(self.path, (404, {}, "gone"))
                body = body if isinstance(body, bytes) else body.encode()
                if status == 200 and self.headers.get("If-None-Match") == headers.get("ETag", ""):
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    pass  # it had enough

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, path, body, status=200, **headers):
        self.pages[path] = (status, {name.replace("_", "-"): text for name, text in headers.items()},
                            body)

    def paths(self):
        return [path for path, _ in self.seen]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
