"""The Celery side of the benchmark's peer: an app that loses nothing, and a task that does nothing."""

import os

from celery import Celery

app = Celery(
    "warren_peer_tasks",
    broker=os.environ["WARREN_PEER_BROKER"],
    # User and password come from libpq's own variables.
    backend="db+postgresql+psycopg2://" + os.environ["WARREN_PEER_DATABASE"],
)
app.conf.update(
    task_serializer="json",
    result_serializer="json",
    accept_content=["json"],
    timezone="UTC",
    # A publish returns when the broker has taken the message; messages are persistent, the queue durable.
    broker_transport_options={"confirm_publish": True},
    # A message is acknowledged when the result is stored, and comes back where the worker dies before.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    # Short tasks: enough at hand that no process waits for the broker.
    worker_prefetch_multiplier=32,
    worker_send_task_events=False,
    database_short_lived_sessions=False,
)


@app.task(name="echo")
def echo(value):
    return value
