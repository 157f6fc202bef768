package dev.warren.outbound;

import java.io.IOException;
import java.io.InputStream;

/** The body of an answer while it is read: no longer than allowed, and its failures are {@link OutboundException}s. */
final class CappedBody extends InputStream {

    private final InputStream source;
    private final Exchange exchange;
    private final long most;
    private long count;
    private boolean complete;

    CappedBody(InputStream source, Exchange exchange, long most) {
        this.source = source;
        this.exchange = exchange;
        this.most = most;
    }

    boolean isComplete() {
        return complete;
    }

    @Override
    public int read() throws OutboundException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int from, int length) throws OutboundException {
        int read;
        try {
            read = source.read(target, from, length);
        } catch (IOException e) {
            throw exchange.failure(e);
        }
        if (read < 0) {
            complete = true;
            return read;
        }
        count += read;
        if (count > most) {
            throw exchange.failure(OutboundException.Kind.TOO_LARGE, "the answer has more than " + most + " bytes");
        }
        return read;
    }
}
