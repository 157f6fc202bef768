package dev.warren.gateway.web;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** A body that must come at some pace: who sends it a byte at a time holds nothing for long. */
final class PacedBody extends ServletInputStream {

    private final ServletInputStream body;
    private final RequestProperties limits;
    private final byte[] one = new byte[1];
    private long begun;
    private long bytes;
    private boolean ended;
    private boolean givenUp;

    PacedBody(ServletInputStream body, RequestProperties limits) {
        this.body = body;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** @throws Problem where it comes too slowly, or not at all */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (bytes == 0) {
            begun = System.nanoTime();
        }
        int read;
        try {
            read = body.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        }
        if (read < 0) {
            ended = true;
            return read;
        }
        bytes += read;
        if (System.nanoTime() - begun > limits.patience(bytes).toNanos()) {
            throw tooSlow();
        }
        return read;
    }

    /** Reads on to its end, {@code most} further bytes at most, and forgets them. */
    void readToEnd(long most) throws IOException {
        byte[] buffer = new byte[8192];
        long skipped = 0;
        while (!ended && skipped < most) {
            skipped += Math.max(0, read(buffer, 0, buffer.length));
        }
    }

    /** Whether it came too slowly; then nothing more is read of it. */
    boolean isGivenUp() {
        return givenUp;
    }

    private Problem tooSlow() {
        givenUp = true;
        return Problem.of(ProblemType.BODY_TOO_SLOW, "The body came too slowly. Nothing was done.");
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
