package dev.warren.gateway.request;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Reads the bodies of requests, each up to a limit, whether its length was announced or not, and all together up to
 * a share of the heap: virtual threads are many, and every one of them may bring a large body.
 */
@Component
public class Bodies {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int SHARE_OF_HEAP = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int RETRY_AFTER_SECONDS = 2;

    private final Semaphore chunks;

    Bodies() {
        this((int) Math.max(1024, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / CHUNK_BYTES));
    }

    /** @param mostChunks of 64 KiB that may be held at once */
    Bodies(int mostChunks) {
        this.chunks = new Semaphore(mostChunks);
    }

    /** A body in memory; closing it makes room for others. */
    public final class Body implements AutoCloseable {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int held;

        public byte[] bytes() {
            return bytes.toByteArray();
        }

        /** @param announced length, or less than 0 */
        private void read(InputStream in, long announced, int mostBytes) throws IOException {
            // One byte more than is to come: then the end is found by the first read.
            byte[] chunk = new byte[announced < 0 || announced >= CHUNK_BYTES ? CHUNK_BYTES : (int) announced + 1];
            for (int read = in.readNBytes(chunk, 0, chunk.length);
                    read > 0;
                    read = in.readNBytes(chunk, 0, chunk.length)) {
                if (bytes.size() + read > mostBytes) {
                    throw tooLarge(mostBytes);
                }
                holdOneMore();
                bytes.write(chunk, 0, read);
            }
        }

        private void holdOneMore() {
            try {
                if (chunks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    held++;
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw Problem.retryable(
                    ProblemType.OVERLOADED,
                    "Too many large bodies are being read. Nothing was done; try again later.",
                    RETRY_AFTER_SECONDS);
        }

        @Override
        public void close() {
            chunks.release(held);
            held = 0;
        }
    }

    /** @throws Problem where it is larger, or encoded in a way that is not understood */
    public Body read(int mostBytes, HttpServletRequest request) throws IOException {
        requirePlainJson(request);
        if (request.getContentLengthLong() > mostBytes) {
            throw tooLarge(mostBytes);
        }
        var body = new Body();
        try {
            body.read(request.getInputStream(), request.getContentLengthLong(), mostBytes);
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private static void requirePlainJson(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is compressed; send it without Content-Encoding.");
        }
        String charset = charsetOf(request.getContentType());
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "JSON is UTF-8; send it without another charset.");
        }
    }

    private static @Nullable String charsetOf(@Nullable String contentType) {
        try {
            return contentType == null
                    ? null
                    : MediaType.parseMediaType(contentType).getParameter("charset");
        } catch (InvalidMediaTypeException e) {
            return "not readable";
        }
    }

    private static Problem tooLarge(int mostBytes) {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "The body may have " + mostBytes + " bytes at most.");
    }
}
