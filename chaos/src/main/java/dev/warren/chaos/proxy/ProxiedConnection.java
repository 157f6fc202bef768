package dev.warren.chaos.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a proxy: two sockets, and a pump for each direction. */
final class ProxiedConnection {

    private final Socket client;
    private final Socket server;
    private final TroubleSwitch trouble;
    private final Consumer<ProxiedConnection> ended;
    private final AtomicInteger running = new AtomicInteger(2);

    ProxiedConnection(Socket client, Socket server, TroubleSwitch trouble, Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.server = server;
        this.trouble = trouble;
        this.ended = ended;
    }

    void start() {
        Thread.ofVirtual().start(() -> run(new Pump(client, server, Direction.TO_SERVER, trouble)));
        Thread.ofVirtual().start(() -> run(new Pump(server, client, Direction.TO_CLIENT, trouble)));
    }

    /** Both ends see a reset; what is on its way is lost. */
    void reset() {
        reset(client);
        reset(server);
    }

    private void run(Pump pump) {
        try {
            pump.run();
        } catch (IOException broken) {
            // One end is gone: the other one learns it in the same way.
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        } finally {
            if (running.decrementAndGet() == 0) {
                // In order, where nothing has reset it: what was written last is still on its way.
                close(client);
                close(server);
                ended.accept(this);
            }
        }
    }

    static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException alreadyGone) {
            // Closing it is all that is left.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Then it is closed.
        }
    }
}
