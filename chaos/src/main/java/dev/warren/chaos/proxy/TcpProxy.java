package dev.warren.chaos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands on one link, listens on 127.0.0.1, and passes everything on to one server until it is told of a {@link Trouble}.
 * The server may come and go: a connection that finds nobody there is closed.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int BACKLOG = 200;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final InetSocketAddress listening;
    private final InetSocketAddress server;
    private final TroubleSwitch trouble = new TroubleSwitch();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;
    private boolean closed;

    /**
     * @param port to listen on
     * @throws UncheckedIOException where the port is taken
     */
    public TcpProxy(int port, InetSocketAddress server) {
        this.listening = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.server = server;
        open();
    }

    /** From now on, for the connections that are there and for new ones. Replaces the trouble before. */
    public synchronized void suffer(Trouble next) {
        if (closed) {
            return;
        }
        trouble.set(next);
        if (next instanceof Trouble.Down) {
            shut();
            resetAll();
        } else {
            open();
        }
    }

    public void heal() {
        suffer(new Trouble.None());
    }

    /** Resets every connection once; new ones are welcome. */
    public void resetAll() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** How many connections go through it now. */
    public int connections() {
        return connections.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        shut();
        trouble.set(new Trouble.None());
        resetAll();
    }

    private void open() {
        if (listener != null) {
            return;
        }
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(listening, BACKLOG);
            listener = socket;
            acceptor = Thread.ofVirtual().name("proxy-" + listening.getPort()).start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + listening, e);
        }
    }

    private void shut() {
        ServerSocket open = listener;
        listener = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot stop listening on " + listening, e);
            }
            awaitEndOfAccepting();
        }
    }

    /** Until the thread that accepts has left the socket, the port is still bound and the kernel still accepts. */
    private void awaitEndOfAccepting() {
        Thread accepting = acceptor;
        acceptor = null;
        if (accepting != null) {
            try {
                accepting.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException shutOrAborted) {
                // A client that gave up while it waited, or the end of this listener, which the condition sees.
                continue;
            }
        }
    }

    private void connect(Socket client) {
        var target = new Socket();
        try {
            target.connect(server, (int) CONNECT_LIMIT.toMillis());
        } catch (IOException nobodyThere) {
            ProxiedConnection.reset(target);
            ProxiedConnection.reset(client);
            return;
        }
        var connection = new ProxiedConnection(client, target, trouble, connections::remove);
        connections.add(connection);
        if (trouble.now() instanceof Trouble.Down) {
            // It came in between the last look at the connections and the end of the listener.
            connection.reset();
        }
        connection.start();
    }
}
