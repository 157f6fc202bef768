"""The HTTP side of the benchmark's peer: takes what a Warren gateway takes, and gives it to Celery."""

from typing import Any, Dict

from fastapi import FastAPI, Response
from pydantic import BaseModel

from warren_peer_tasks import app as celery, echo


class NewTask(BaseModel):
    agent: str
    input: Any
    labels: Dict[str, str] = {}


app = FastAPI()


# Not async: Celery's client blocks, so FastAPI calls this on one of its threads.
@app.post("/v1/tasks", status_code=202)
def submit(task: NewTask):
    return {"id": echo.delay(task.input).id, "status": "QUEUED"}


@app.get("/ready")
def ready():
    workers = celery.control.broadcast("ping", reply=True, timeout=1.5, limit=1)
    return Response(status_code=200 if workers else 503)
