package dev.warren.bench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One request as bytes, made once and sent many times. */
public final class Request {

    private final ByteBuffer bytes;
    private final Verdict verdict;

    private Request(ByteBuffer bytes, Verdict verdict) {
        this.bytes = bytes;
        this.verdict = verdict;
    }

    /** What an answer is worth. */
    public sealed interface Verdict {

        /** Whether the body is looked at. */
        boolean needsBody();

        /** Tasks that this answer has accepted. */
        long accepted(int status, Body body);
    }

    /** The body of an answer. */
    @FunctionalInterface
    public interface Body {

        /** How often these bytes stand in it. */
        int occurrences(byte[] word);
    }

    /** One task was accepted where the status is 202. */
    public record OneTask() implements Verdict {

        @Override
        public boolean needsBody() {
            return false;
        }

        @Override
        public long accepted(int status, Body body) {
            return status == 202 ? 1 : 0;
        }
    }

    /** So many tasks were accepted where the status is 202, without those that have a problem of their own. */
    public record ManyTasks(int tasks) implements Verdict {

        private static final byte[] PROBLEM = "\"problem\":".getBytes(StandardCharsets.US_ASCII);

        @Override
        public boolean needsBody() {
            return true;
        }

        @Override
        public long accepted(int status, Body body) {
            return status == 202 ? tasks - body.occurrences(PROBLEM) : 0;
        }
    }

    /** One task was accepted and its result is in the answer. */
    public record TaskWithResult() implements Verdict {

        private static final byte[] COMPLETED = "\"status\":\"COMPLETED\"".getBytes(StandardCharsets.US_ASCII);

        @Override
        public boolean needsBody() {
            return true;
        }

        @Override
        public long accepted(int status, Body body) {
            return status == 200 && body.occurrences(COMPLETED) == 1 ? 1 : 0;
        }
    }

    /** What is asked for was found. */
    public record Found() implements Verdict {

        @Override
        public boolean needsBody() {
            return false;
        }

        @Override
        public long accepted(int status, Body body) {
            return status == 200 ? 1 : 0;
        }
    }

    public static Request get(String path) {
        byte[] head = """
                GET %s HTTP/1.1
                Host: 127.0.0.1
                User-Agent: warren-bench
                Accept: application/json

                """.formatted(path).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        return new Request(direct(head, new byte[0]), new Found());
    }

    /** @param headers further lines, each with its line end */
    public static Request post(String path, String headers, String json, Verdict verdict) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head =
                """
                POST %s HTTP/1.1
                Host: 127.0.0.1
                User-Agent: warren-bench
                Accept: application/json
                Content-Type: application/json
                Content-Length: %d
                %s
                """.formatted(path, body.length, headers).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        return new Request(direct(head, body), verdict);
    }

    private static ByteBuffer direct(byte[] head, byte[] body) {
        return ByteBuffer.allocateDirect(head.length + body.length)
                .put(head)
                .put(body)
                .flip()
                .asReadOnlyBuffer();
    }

    /** A view of its own, from the first byte to the last. */
    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    Verdict verdict() {
        return verdict;
    }
}
