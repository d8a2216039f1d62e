"""JSON-RPC 2.0 over HTTP POST, as the chains of the tests answer it: one request at a time, nothing is logged."""
import http.server
import json
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    """`result(method, params)` is the chain's; LookupError says that it has no such method."""

    lock = threading.Lock()
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {"jsonrpc": "2.0", "id": request.get("id")}
        try:
            with self.lock:
                answer["result"] = self.result(request["method"], request.get("params") or [])
        except LookupError:
            answer["error"] = {"code": -32601, "message": "the method does not exist"}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
