package dev.warren.worker.flow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a server and can lose what goes through it, as a network does that drops packets: nobody is told. */
final class DeafProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int port;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile boolean deaf;

    private static final class Link {
        private final Socket client;
        private final Socket upstream;
        private volatile boolean deaf;

        private Link(Socket client, Socket upstream, boolean deaf) {
            this.client = client;
            this.upstream = upstream;
            this.deaf = deaf;
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[16_384];
            try (from;
                    to) {
                for (int read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    if (!deaf) {
                        to.getOutputStream().write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                // One side has closed, so does the other.
            }
        }
    }

    /** @param port of the server, on this machine */
    DeafProxy(int port) throws IOException {
        this.port = port;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From here on nothing arrives, on old connections and on new ones. */
    void deafen() {
        deaf = true;
        links.forEach(link -> link.deaf = true);
    }

    /** New connections work again; the old ones never will. */
    void hearAgain() {
        deaf = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                var link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), port), deaf);
                links.add(link);
                Thread.ofVirtual().start(() -> link.pump(link.client, link.upstream));
                Thread.ofVirtual().start(() -> link.pump(link.upstream, link.client));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Link link : links) {
            link.client.close();
            link.upstream.close();
        }
    }
}
