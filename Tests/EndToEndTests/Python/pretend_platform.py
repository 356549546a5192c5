"""A platform and a mail server that note what the desk tells them."""

import base64
import hashlib
import hmac
import json
import socketserver
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Platform:
    """Takes signed webhooks, and serves the pictures that were posted as long as they are not hidden."""

    def __init__(self, port, secret):
        self.key = base64.b64decode(secret.removeprefix("whsec_"))
        self.messages, self.pictures, self.forged = [], {}, 0
        self.lock = threading.Lock()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                self.send_response(200 if platform.take(self.headers, body) else 401)
                self.send_header("content-length", "0")
                self.end_headers()

            def do_GET(self):
                data = platform.pictures.get(self.path)
                self.send_response(200 if data else 404)
                self.send_header("content-type", "image/png")
                self.send_header("content-length", str(len(data or b"")))
                self.end_headers()
                self.wfile.write(data or b"")

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, headers, body):
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        wanted = base64.b64encode(hmac.new(self.key, signed, hashlib.sha256).digest()).decode()
        fits = any(
            hmac.compare_digest(s, "v1," + wanted) for s in headers["webhook-signature"].split()
        ) and abs(time.time() - int(headers["webhook-timestamp"])) < 300
        with self.lock:
            if not fits:
                self.forged += 1
                return False
            self.messages.append({"id": headers["webhook-id"], "at": time.time(), **json.loads(body)})
        return True

    def told(self, kind):
        """The data of every message of a kind, the same message once."""
        with self.lock:
            seen = {m["id"]: m["data"] for m in self.messages if m["type"] == kind}
        return list(seen.values())

    def assets(self, kind):
        return {data["asset"] for data in self.told(kind)}


class Mailbox:
    """A mail server that takes everything."""

    def __init__(self, port):
        self.letters = []
        mailbox = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.say("220 mail.example")
                while line := self.rfile.readline():
                    command = line.strip().upper()
                    if command == b"DATA":
                        self.say("354 go on")
                        letter = b""
                        while (part := self.rfile.readline()) != b".\r\n":
                            letter += part
                        mailbox.letters.append(letter.decode())
                        self.say("250 taken")
                    elif command == b"QUIT":
                        return self.say("221 bye")
                    else:
                        self.say("250 fine")

            def say(self, text):
                self.wfile.write(text.encode() + b"\r\n")

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        self.server = Server(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
