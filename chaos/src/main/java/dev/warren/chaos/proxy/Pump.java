package dev.warren.chaos.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Carries the bytes of one direction of one connection, in the way the present trouble allows. */
final class Pump {

    private static final int MOST = 64 * 1024;
    private static final long SECOND = 1000;

    private final Socket from;
    private final Socket to;
    private final Direction direction;
    private final TroubleSwitch trouble;
    private final byte[] buffer = new byte[MOST];
    private long countedFor = -1;
    private long passed;

    Pump(Socket from, Socket to, Direction direction, TroubleSwitch trouble) {
        this.from = from;
        this.to = to;
        this.direction = direction;
        this.trouble = trouble;
    }

    /** Returns at the end of the stream, which it passes on. */
    void run() throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        to.setTcpNoDelay(true);
        while (true) {
            trouble.awaitPassage(direction);
            int read = in.read(buffer);
            if (read < 0) {
                trouble.awaitPassage(direction);
                to.shutdownOutput();
                return;
            }
            pass(out, read);
        }
    }

    private void pass(OutputStream out, int length) throws IOException, InterruptedException {
        int done = 0;
        while (done < length) {
            Trouble now = trouble.awaitPassage(direction);
            int piece = Math.min(length - done, allowed(now));
            if (now instanceof Trouble.Latency latency) {
                trouble.pause(waiting(latency));
                trouble.awaitPassage(direction);
            }
            out.write(buffer, done, piece);
            done += piece;
            afterwards(now, piece);
        }
    }

    private int allowed(Trouble now) throws IOException {
        return switch (now) {
            case Trouble.None none -> MOST;
            case Trouble.Down down -> throw new IOException("the link is down");
            case Trouble.BlackHole otherWay -> MOST;
            case Trouble.Latency latency -> MOST;
            case Trouble.Bandwidth(int bytesPerSecond) -> Math.max(1, bytesPerSecond / 20);
            case Trouble.Slices slices -> slices.size();
            case Trouble.CutAfter(Direction way, long bytes) -> way == direction ? untilTheCut(bytes) : MOST;
        };
    }

    private int untilTheCut(long bytes) throws IOException {
        long generation = trouble.generation();
        if (generation != countedFor) {
            countedFor = generation;
            passed = 0;
        }
        if (passed >= bytes) {
            throw new IOException("the stream is cut here");
        }
        return (int) Math.min(MOST, bytes - passed);
    }

    private void afterwards(Trouble now, int piece) throws InterruptedException {
        switch (now) {
            case Trouble.Bandwidth(int bytesPerSecond) ->
                trouble.pause(Math.max(1, SECOND * piece / Math.max(1, bytesPerSecond)));
            case Trouble.Slices slices -> trouble.pause(slices.pause().toMillis());
            case Trouble.CutAfter cut -> passed += piece;
            case Trouble.None none -> {}
            case Trouble.Down down -> {}
            case Trouble.BlackHole otherWay -> {}
            case Trouble.Latency latency -> {}
        }
    }

    private static long waiting(Trouble.Latency latency) {
        Duration jitter = latency.jitter();
        long offset =
                jitter.isZero() ? 0 : ThreadLocalRandom.current().nextLong(-jitter.toMillis(), jitter.toMillis() + 1);
        return Math.max(0, latency.delay().toMillis() + offset);
    }
}
