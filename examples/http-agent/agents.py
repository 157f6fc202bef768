#!/usr/bin/env python3
"""Two agents for Warren: word-statistics, and orders, which takes part in a conversation.

usage: agents.py [--host HOST] [--port PORT]        a token that callers need: AGENT_TOKEN in the environment
"""

import argparse
import collections
import os
import re

from warren_agent import AgentError, handoff, output, question, serve

ORDERS = {
    1017: "left our house yesterday and arrives tomorrow",
    1018: "is being packed",
    1019: "was delivered on Monday",
}


def word_statistics(call):
    """Counts the words of a text, which is the input or its field "text"; "top" is how many are named, 5 by default."""
    given = call.input if isinstance(call.input, dict) else {"text": call.input}
    text, top = given.get("text"), given.get("top", 5)
    if not isinstance(text, str) or not isinstance(top, int):
        raise AgentError("INVALID_INPUT", "text must be a text, and top a whole number")
    lines = text.splitlines()
    words = collections.Counter()
    for number, line in enumerate(lines, start=1):
        words.update(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", line.lower()))
        if number % 1000 == 0:
            call.check_canceled()
            call.progress(number / len(lines), f"{number} of {len(lines)} lines")
    if not words:
        raise AgentError("NO_WORDS", "The text has no words")
    return output(
        {
            "words": words.total() if hasattr(words, "total") else sum(words.values()),
            "distinct": len(words),
            "longest": max(sorted(words), key=len),
            "frequent": [{"word": word, "count": count} for word, count in words.most_common(top)],
        }
    )


def orders(call):
    """Says where an order is. Asks for its number where nobody has named it; what is not about orders goes to triage."""
    said = last_of_user(call.messages)
    number = call.answer if call.is_answered else number_in(said) or call.context_variables.get("order")
    if number is None and not re.search(r"order|parcel|deliver|ship", said, re.IGNORECASE):
        return handoff("triage")
    if number is None:
        return question("What is the number of the order?", schema={"type": "integer"}, deadline="P1D")
    if number not in ORDERS:
        raise AgentError("NO_SUCH_ORDER", f"There is no order {number}")
    content = f"Order {number} {ORDERS[number]}."
    for word in content.split(" "):
        call.token(word if word == "Order" else " " + word)
    return output(
        {
            "content": content,
            "agent": call.task["agent"],
            "messages": call.messages + [{"role": "assistant", "sender": call.task["agent"], "content": content}],
            "contextVariables": {**call.context_variables, "order": number},
        }
    )


def last_of_user(messages):
    said = [message.get("content") for message in messages if message["role"] == "user"]
    return said[-1] if said and isinstance(said[-1], str) else ""


def number_in(text):
    found = re.search(r"\b\d{1,9}\b", text)
    return int(found.group()) if found else None


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=9000)
    chosen = options.parse_args()
    serve(
        {"word-statistics": word_statistics, "orders": orders},
        host=chosen.host,
        port=chosen.port,
        token=os.environ.get("AGENT_TOKEN"),
    )
