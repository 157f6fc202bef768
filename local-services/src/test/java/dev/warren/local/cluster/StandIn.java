package dev.warren.local.cluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/**
 * A process where a gateway or a worker would be: it is ready on the management port it is given. The tests of the
 * cluster's process handling need real processes, but not what those do.
 */
public final class StandIn {

    private StandIn() {}

    /**
     * @param words {@code stubborn} does not end when asked, {@code broken} ends at once with code 3,
     *     {@code unready} never gets ready
     */
    public static void main(String[] words) throws IOException, InterruptedException {
        String manner = words.length == 0 ? "" : words[0];
        System.out.println("started " + ProcessHandle.current().pid());
        if (manner.equals("broken")) {
            System.out.println("it does not work");
            System.exit(3);
        }
        if (manner.equals("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(StandIn::waitForever));
        }
        int port = Integer.parseInt(System.getenv("MANAGEMENT_SERVER_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(manner.equals("unready") ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        waitForever();
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
