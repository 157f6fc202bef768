package dev.warren.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line to a server that can be cut: connections made through it break, and no new one comes to be until it is mended.
 * The server itself and its other clients notice nothing.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final InetSocketAddress server;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public TcpProxy(String host, int port) {
        this.server = new InetSocketAddress(host, port);
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("proxy-" + port).start(this::acceptUntilClosed);
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return door.getLocalPort();
    }

    /** Breaks every connection, and each further one as soon as it is made. */
    public void cut() {
        cut = true;
        open.forEach(TcpProxy::reset);
    }

    public void mend() {
        cut = false;
    }

    private void acceptUntilClosed() {
        while (!door.isClosed()) {
            try {
                pass(door.accept());
            } catch (IOException e) {
                // Closed, or a client or server that is gone already: the next one may fare better.
            }
        }
    }

    private void pass(Socket client) throws IOException {
        var upstream = new Socket();
        open.add(client);
        open.add(upstream);
        try {
            upstream.connect(server, CONNECT_TIMEOUT_MILLIS);
        } catch (IOException e) {
            end(client, upstream);
            throw e;
        }
        if (cut) {
            end(client, upstream);
        } else {
            Thread.ofVirtual().start(() -> copy(client, upstream));
            Thread.ofVirtual().start(() -> copy(upstream, client));
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, and takes the other with it.
        } finally {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        reset(one);
        reset(other);
        open.remove(one);
        open.remove(other);
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
