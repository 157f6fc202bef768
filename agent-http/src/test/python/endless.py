"""An agent that ends only when nobody wants its answer any more."""

import time

from warren_agent import serve


def endless(call):
    call.progress(0.1, "Began")
    while True:
        call.check_canceled()
        time.sleep(0.02)


serve({"endless": endless})
