"""Serves Warren's HTTP agents with Python's standard library alone.

An agent is a function that takes a Call and returns what output(), handoff() or question() make, or raises AgentError.
The contract is in docs/plug-in-an-http-agent.md of Warren.
"""

import hmac
import json
import select
import signal
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGEST_REQUEST = 16 * 1024 * 1024
SLOWEST_READ = 30  # seconds without a byte of a request


class AgentError(Exception):
    """The task has failed, or, where it is retryable, this attempt has."""

    def __init__(self, code, message, retryable=False, retry_after=None):
        super().__init__(message)
        self.error = {"code": code, "message": message, "retryable": retryable}
        if retry_after is not None:
            self.error["retryAfter"] = retry_after  # ISO-8601, such as PT30S


class Canceled(Exception):
    """Nobody waits for the answer any more: the task was canceled, or its time is over."""


def output(value, usage=None):
    """The task is done; value is any JSON."""
    return {"output": value} if usage is None else {"output": value, "usage": usage}


def handoff(agent, conversation=None):
    """Another agent goes on with the conversation."""
    return {"handoff": _without_none({"agent": agent, "conversation": conversation})}


def question(prompt, schema=None, deadline=None, conversation=None):
    """A human must answer first; the next call of this agent has the answer."""
    return {
        "question": _without_none(
            {"prompt": prompt, "schema": schema, "deadline": deadline, "conversation": conversation}
        )
    }


class Call:
    """One attempt of a task: what it is about, and how to tell that it goes on."""

    def __init__(self, request, write, connection):
        self.task = request["task"]
        self.input = request.get("input")
        self.conversation = request["conversation"]
        self.answer = request.get("answer")
        self.is_answered = "answer" in request
        self._write = write
        self._connection = connection

    @property
    def messages(self):
        return self.conversation["messages"]

    @property
    def context_variables(self):
        return self.conversation["contextVariables"]

    def progress(self, fraction, message=""):
        self._write({"progress": {"fraction": fraction, "message": message}})

    def token(self, text):
        self._write({"token": text})

    def check_canceled(self):
        """Raises Canceled once the worker has closed the connection; for long work that tells nothing."""
        try:
            readable, _, _ = select.select([self._connection], [], [], 0)
            gone = bool(readable) and self._connection.recv(1, socket.MSG_PEEK) == b""
        except OSError:
            gone = True
        if gone:
            raise Canceled()


def serve(agents, host="127.0.0.1", port=0, token=None):
    """Serves agents, a dictionary of functions by their names, until SIGTERM or SIGINT; calls that run then may end.

    Where token is set, calls need it as a bearer token.
    """
    server = _Server((host, port), _handler(agents, token))
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    serving.start()
    print(f"Listening on http://{host}:{server.server_port}", flush=True)
    stop.wait()
    server.shutdown()
    serving.join()
    server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing the server waits for them
    request_queue_size = 1024  # all slots of all workers may call at the same moment; the default of 5 loses connections


def _handler(agents, token):
    class Handler(BaseHTTPRequestHandler):
        timeout = SLOWEST_READ

        def do_GET(self):
            if self.path == "/health":
                self._send(200, {"status": "UP", "agents": sorted(agents)})
            else:
                self._refuse(404, "NOT_FOUND", "There is nothing here")

        def do_POST(self):
            agent = agents.get(self.path[1:])
            if not self._is_known():
                self._refuse(401, "UNAUTHORIZED", "The token is missing or wrong")
            elif agent is None:
                self._refuse(404, "NO_SUCH_AGENT", f"There is no agent at {self.path[:100]}")
            else:
                request = self._request()
                if request is not None:
                    self._answer(agent, request)

        def _is_known(self):
            sent = self.headers.get("Authorization", "").encode()
            return token is None or hmac.compare_digest(sent, f"Bearer {token}".encode())

        def _request(self):
            length = self.headers.get("Content-Length", "")
            if not length.isdigit():
                self._refuse(411, "NO_LENGTH", "The request needs a Content-Length")
            elif int(length) > LARGEST_REQUEST:
                self._refuse(413, "TOO_LARGE", f"The request has more than {LARGEST_REQUEST} bytes")
            else:
                try:
                    request = json.loads(self.rfile.read(int(length)))
                    request["task"]["id"], request["conversation"]["messages"]
                    return request
                except (ValueError, KeyError, TypeError):
                    self._refuse(400, "BAD_REQUEST", "The request is not what Warren sends")
            return None

        def _answer(self, agent, request):
            """Line by line, the last one the answer. The end of the connection is the end of the answer."""
            try:
                self.send_response(200)
                self.send_header("Content-Type", "application/x-ndjson")
                self.end_headers()
                try:
                    end = agent(Call(request, self._write, self.connection))
                except AgentError as e:
                    end = {"error": e.error}
                except (Canceled, OSError):
                    raise
                except Exception as e:  # the agent's own mistake: another attempt may be luckier
                    self.log_error("Task %s failed: %r", request["task"]["id"], e)
                    end = {"error": {"code": "AGENT_ERROR", "message": type(e).__name__, "retryable": True}}
                self._write(end)
            except (Canceled, OSError):
                self.log_message("Task %s is not wanted any more", request["task"]["id"])

        def _write(self, line):
            self.wfile.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            self.wfile.flush()

        def _refuse(self, status, code, message):
            self._send(status, {"error": {"code": code, "message": message}})

        def _send(self, status, body):
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler


def _without_none(fields):
    return {name: value for name, value in fields.items() if value is not None}
