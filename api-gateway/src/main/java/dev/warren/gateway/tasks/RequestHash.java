package dev.warren.gateway.tasks;

import dev.warren.gateway.request.RetryOverride;
import dev.warren.store.submit.NewTask;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of what a submission says, by which a repeated idempotency key is told from a reused one. Two submissions say
 * the same where each field means the same: white space, the order of members, the notation of durations and times do
 * not count; digits of numbers within the input do. A field that is left out differs from one that names the default.
 */
final class RequestHash {

    private RequestHash() {}

    static String of(TaskRequest request) {
        String said = String.join(
                        "\n",
                        addressee(request.addressee()),
                        start(request.start()),
                        said(request.priority()),
                        millis(request.ttl()),
                        millis(request.timeout()),
                        said(request.maxAttempts()),
                        CanonicalJson.of(request.labels()),
                        CanonicalJson.of(request.input()))
                + said(request.retry());
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(unitsOf(said)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Every character as it is: an encoding would make all halves of surrogate pairs the same. */
    private static byte[] unitsOf(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    /** No agent's name has a space. */
    private static String addressee(Addressee addressee) {
        return switch (addressee) {
            case Addressee.Named named -> named.agent();
            case Addressee.Offering offering -> "capabilities " + String.join(",", offering.capabilities());
        };
    }

    private static String start(NewTask.Start start) {
        return switch (start) {
            case NewTask.Start.Now now -> "now";
            case NewTask.Start.After after -> "after " + after.delay().toMillis();
            case NewTask.Start.NotBefore notBefore -> "not before " + notBefore.time();
        };
    }

    /** Empty where nothing is said, so that what was hashed before there were overrides hashes alike. */
    private static String said(@Nullable RetryOverride retry) {
        return retry == null
                ? ""
                : String.join(
                        "\n",
                        "",
                        millis(retry.firstDelay()),
                        said(retry.factor()),
                        millis(retry.maxDelay()),
                        said(retry.jitter()),
                        said(retry.nonRetryable()));
    }

    /** Codes hold no line breaks. */
    private static String said(@Nullable SortedSet<String> codes) {
        return codes == null ? "" : codes.size() + "\n" + String.join("\n", codes);
    }

    private static String millis(@Nullable Duration duration) {
        return said(duration == null ? null : duration.toMillis());
    }

    private static String said(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
