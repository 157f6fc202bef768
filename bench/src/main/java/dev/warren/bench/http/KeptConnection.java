package dev.warren.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection to a gateway, with one request at a time on it. Not safe for several threads. */
final class KeptConnection implements AutoCloseable {

    private final SocketChannel channel;
    private final ResponseReader reader = new ResponseReader();
    private @Nullable Request request;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long sentAt;

    KeptConnection(InetSocketAddress gateway) throws IOException {
        this.channel = SocketChannel.open(gateway);
        this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    SocketChannel channel() {
        return channel;
    }

    /** The next request; {@link #flush()} sends it. */
    void begin(Request next, long now) {
        sentAt = now;
        request = next;
        out = next.bytes();
        reader.next(next.verdict().needsBody());
    }

    /** Whether all of the request is sent. */
    boolean flush() throws IOException {
        channel.write(out);
        return !out.hasRemaining();
    }

    /**
     * Takes what has arrived. The buffer is only lent.
     *
     * @return whether the answer is complete
     */
    boolean receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new EOFException("a connection was closed before its request was answered");
        }
        return reader.read(buffer.flip());
    }

    long sentAt() {
        return sentAt;
    }

    int status() {
        return reader.status();
    }

    /** Tasks that the answer has accepted. */
    long accepted() {
        return request == null ? 0 : request.verdict().accepted(reader.status(), reader::occurrences);
    }

    boolean closes() {
        return reader.closes();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
