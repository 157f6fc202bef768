package dev.warren.chaos.load;

import static dev.warren.chaos.journal.TaskSpec.NONE;

import dev.warren.chaos.journal.TaskSpec;
import java.time.Duration;
import java.time.Instant;

/** Writes a submission as the API wants it. By hand: there are hundreds a second, on a machine that has other work. */
final class WriteBody {

    /** The label by which the check finds a task whose submission was never answered. */
    private static final String LABEL = "intent";

    private static final String FILLER = filler();

    private WriteBody() {}

    static String of(Submission submission) {
        return of(submission, 0);
    }

    /** The same but for one number of each input, which makes it another body. */
    static String another(Submission submission) {
        return of(submission, 1);
    }

    private static String of(Submission submission, int longer) {
        var body = new StringBuilder(1_500);
        if (submission.isBatch()) {
            body.append("{\"tasks\":[");
        }
        for (int i = 0; i < submission.specs().size(); i++) {
            if (i > 0) {
                body.append(',');
            }
            String intent = submission.number() + "." + i;
            write(body, submission.specs().get(i), intent, submission.pads()[i], longer);
        }
        if (submission.isBatch()) {
            body.append("]}");
        }
        return body.toString();
    }

    private static void write(StringBuilder body, TaskSpec spec, String intent, int pad, int longer) {
        body.append("{\"agent\":\"")
                .append(spec.agent())
                .append("\",\"labels\":{\"")
                .append(LABEL);
        body.append("\":\"").append(intent).append("\"}");
        duration(body, "delay", spec.delay());
        duration(body, "ttl", spec.ttl());
        duration(body, "timeout", spec.timeout());
        if (spec.notBefore() != NONE) {
            body.append(",\"notBefore\":\"")
                    .append(Instant.ofEpochMilli(spec.notBefore()))
                    .append('"');
        }
        if (spec.maxAttempts() != NONE) {
            body.append(",\"maxAttempts\":").append(spec.maxAttempts());
        }
        if (spec.priority() != NONE) {
            body.append(",\"priority\":").append(spec.priority());
        }
        if (spec.firstDelay() != NONE) {
            body.append(",\"retry\":{\"factor\":1,\"jitter\":0");
            duration(body, "firstDelay", spec.firstDelay());
            body.append('}');
        }
        body.append(",\"input\":{\"behaviour\":\"").append(spec.behaviour());
        body.append("\",\"run\":").append(spec.run() + longer);
        body.append(",\"bad\":").append(spec.bad());
        body.append(",\"retryAfter\":").append(spec.retryAfter());
        body.append(",\"output\":").append(spec.output());
        body.append(",\"pad\":\"").append(FILLER, 0, pad).append("\"}}");
    }

    private static void duration(StringBuilder body, String field, long millis) {
        if (millis != NONE) {
            body.append(",\"").append(field).append("\":\"");
            body.append(Duration.ofMillis(millis)).append('"');
        }
    }

    private static String filler() {
        var random = new java.util.SplittableRandom(64);
        var text = new StringBuilder(64_000);
        while (text.length() < 64_000) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
