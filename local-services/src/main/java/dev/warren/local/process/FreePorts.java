package dev.warren.local.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports that nobody listens on, below the range from which the operating system takes its own. */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 500;

    private FreePorts() {}

    /** The first of so many free ports in a row, somewhere else each time, because two may search at once. */
    public static int inARow(int count) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var base = ThreadLocalRandom.current().nextInt(FIRST / 10, (LAST - count) / 10) * 10;
            if (areFree(base, count)) {
                return base;
            }
        }
        throw new ServerFailedException(
                "There are no %d free ports in a row between %d and %d on 127.0.0.1.".formatted(count, FIRST, LAST));
    }

    /** The ports that the directory remembers, where they are free; else new ones, and the change is told. */
    public static int remembered(StartRequest request, int count) {
        var directory = request.directory();
        var remembered = directory.recall("port").map(Integer::valueOf);
        if (remembered.isPresent() && areFree(remembered.get(), count)) {
            return remembered.get();
        }
        var port = inARow(count);
        remembered.ifPresent(
                taken -> request.say("Somebody listens on a port from %d to %d now; taking %d to %d instead."
                        .formatted(taken, taken + count - 1, port, port + count - 1)));
        directory.remember("port", String.valueOf(port));
        return port;
    }

    private static boolean areFree(int base, int count) {
        return IntStream.range(base, base + count).allMatch(FreePorts::isFree);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
