package dev.warren.gateway.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A connection's output that can be kept for a moment. The client's other threads write to it too, heartbeats for one. */
final class GatheringOutput extends OutputStream implements GatherWrites {

    /** So much is written at once anyway: to keep more would only delay its first message. */
    private static final int ENOUGH_BYTES = 64 * 1024;

    private final OutputStream network;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(ENOUGH_BYTES);
    private boolean gathering;

    GatheringOutput(OutputStream network) {
        this.network = network;
    }

    @Override
    public synchronized void begin() {
        gathering = true;
    }

    @Override
    public synchronized void end() throws IOException {
        gathering = false;
        send();
    }

    @Override
    public synchronized void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        if (!gathering) {
            network.write(bytes, from, length);
            return;
        }
        kept.write(bytes, from, length);
        if (kept.size() >= ENOUGH_BYTES) {
            send();
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (!gathering) {
            network.flush();
        }
    }

    private void send() throws IOException {
        if (kept.size() > 0) {
            try {
                kept.writeTo(network);
            } finally {
                kept.reset();
            }
            network.flush();
        }
    }

    /** What is kept is given up: whoever closes has waited for all answers, or for none. */
    @Override
    public void close() throws IOException {
        network.close();
    }
}
