package dev.warren.bench.scenario;

import dev.warren.bench.http.Load;
import dev.warren.bench.measure.CompilerTime;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Repeats a load until the JIT compilers of gateway and workers have next to nothing left to do. A platform runs for weeks,
 * and what its first minutes cost says little of it: with compilers on the same cores, each request competes with them and
 * runs in code that is not yet what it will be.
 */
final class WarmUp {

    /** Of one core. */
    private static final double QUIET = 0.1;
    /** Of one core, where nothing is done that could be compiled. */
    private static final double AT_REST = 0.002;
    /** One after the other: what runs once a second comes to its thresholds late, and not all of it at once. */
    private static final int QUIET_PIECES = 3;
    /** Of the time of a round. */
    private static final int LONGEST_ROUNDS = 4;

    private final Stage stage;

    private interface Piece {
        void run() throws IOException, InterruptedException, SQLException;
    }

    WarmUp(Stage stage) {
        this.stage = stage;
    }

    /**
     * Where rounds are seconds long, one load is enough: nobody reads such figures.
     *
     * @param load for so long, where it ends by time
     */
    void repeat(Function<Duration, Load> load) throws IOException, InterruptedException, SQLException {
        var measure = new MeasureLoad(stage);
        repeat("warm", QUIET, 1, () -> measure.run(load.apply(pieceTime())));
    }

    /** Leaves the platform alone until its compilers have worked off what a start and some tasks gave them to do. */
    void rest() throws IOException, InterruptedException, SQLException {
        repeat("at rest", AT_REST, QUIET_PIECES, () -> Thread.sleep(pieceTime()));
    }

    private void repeat(String state, double most, int quietPieces, Piece piece)
            throws IOException, InterruptedException, SQLException {
        long longest = stage.effort().time().toNanos() * LONGEST_ROUNDS;
        long start = System.nanoTime();
        double compilers;
        int quiet = 0;
        do {
            compilers = compilersDuring(piece);
            quiet = compilers > most ? 0 : quiet + 1;
        } while (!stage.effort().isTrial() && quiet < quietPieces && System.nanoTime() - start < longest);
        stage.progress()
                .saying(
                        "     %s after %,d s, at the end of them the compilers used %.1f %% of a core",
                        state, Duration.ofNanos(System.nanoTime() - start).toSeconds(), 100 * compilers);
    }

    /** The share of a core that the compilers used meanwhile. */
    private double compilersDuring(Piece piece) throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        Duration before = compilerTime();
        piece.run();
        return (double) compilerTime().minus(before).toNanos() / (System.nanoTime() - start);
    }

    private Duration pieceTime() {
        return stage.effort().time(0.25);
    }

    private Duration compilerTime() {
        return CompilerTime.of(stage.platform().programPids());
    }
}
