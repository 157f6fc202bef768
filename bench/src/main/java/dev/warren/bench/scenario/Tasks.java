package dev.warren.bench.scenario;

import dev.warren.bench.http.Request;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Supplier;

/** The tasks that the scenarios submit: those of the worker's own agents, with an ordinary small input. */
public final class Tasks {

    /** Kept connections of every load. */
    public static final int CONNECTIONS = 64;

    /** Of the tasks that do nothing. */
    static final String AGENT = "echo";

    /** Of one task, as JSON. */
    public static final String INPUT = """
            {"customer":"c-0048213","subject":"Parcel has not arrived",\
            "text":"The tracking page has shown nothing since Monday. Where is it?","language":"en"}""";

    private static final String TASK = """
            {"agent":"echo","input":%s,"labels":{"team":"support"}}""".formatted(INPUT);

    private Tasks() {}

    /** One task, answered as soon as it is accepted. */
    public static Supplier<Request> one() {
        return always(Request.post("/v1/tasks", "", TASK, new Request.OneTask()));
    }

    /** Many tasks in one request. */
    static Supplier<Request> many(int tasks) {
        String json = "{\"tasks\":[" + String.join(",", Collections.nCopies(tasks, TASK)) + "]}";
        return always(Request.post("/v1/tasks/batch", "", json, new Request.ManyTasks(tasks)));
    }

    /** Many tasks in one request, each of which waits, without needing the processor. */
    static Supplier<Request> waiting(int tasks, Duration wait) {
        String task =
                "{\"agent\":\"probe\",\"input\":{\"runFor\":\"%s\",\"output\":{\"answer\":\"done\"}}}".formatted(wait);
        String json = "{\"tasks\":[" + String.join(",", Collections.nCopies(tasks, task)) + "]}";
        return always(Request.post("/v1/tasks/batch", "", json, new Request.ManyTasks(tasks)));
    }

    /** One task, answered with its result. */
    static Supplier<Request> oneWithResult() {
        return always(Request.post("/v1/tasks", "Prefer: wait=10\n", TASK, new Request.TaskWithResult()));
    }

    private static Supplier<Request> always(Request request) {
        return () -> request;
    }
}
