package dev.warren.bench.scenario;

import dev.warren.bench.http.Request;
import java.time.Duration;
import java.util.Collections;

/** The tasks that the scenarios submit: those of the worker's own agents, with an ordinary small input. */
final class Tasks {

    /** Kept connections of every load. */
    static final int CONNECTIONS = 64;

    private static final String TASK = """
            {"agent":"echo","input":{"customer":"c-0048213","subject":"Parcel has not arrived",\
            "text":"The tracking page has shown nothing since Monday. Where is it?","language":"en"},\
            "labels":{"team":"support"}}""";

    private Tasks() {}

    /** One task, answered as soon as it is accepted. */
    static Request one() {
        return Request.post("/v1/tasks", "", TASK, new Request.OneTask());
    }

    /** Many tasks in one request. */
    static Request many(int tasks) {
        String json = "{\"tasks\":[" + String.join(",", Collections.nCopies(tasks, TASK)) + "]}";
        return Request.post("/v1/tasks/batch", "", json, new Request.ManyTasks(tasks));
    }

    /** Many tasks in one request, each of which waits, without needing the processor. */
    static Request waiting(int tasks, Duration wait) {
        String task = "{\"agent\":\"probe\",\"input\":{\"runFor\":\"%s\",\"output\":{\"answer\":\"done\"}}}".formatted(wait);
        String json = "{\"tasks\":[" + String.join(",", Collections.nCopies(tasks, task)) + "]}";
        return Request.post("/v1/tasks/batch", "", json, new Request.ManyTasks(tasks));
    }

    /** One task, answered with its result. */
    static Request oneWithResult() {
        return Request.post("/v1/tasks", "Prefer: wait=10\n", TASK, new Request.TaskWithResult());
    }
}
