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

    WarmUp(Stage stage) {
        this.stage = stage;
    }

    /**
     * Where rounds are seconds long, one load is enough: nobody reads such figures.
     *
     * @param load for so long, where it ends by time
     */
    void repeat(Function<Duration, Load> load) throws IOException, InterruptedException, SQLException {
        long longest = stage.effort().time().toNanos() * LONGEST_ROUNDS;
        long start = System.nanoTime();
        double compilers;
        int loads = 0;
        do {
            long pieceStart = System.nanoTime();
            Duration before = compilerTime();
            new MeasureLoad(stage).run(load.apply(stage.effort().time(0.25)));
            compilers = (double) compilerTime().minus(before).toNanos() / (System.nanoTime() - pieceStart);
            loads++;
        } while (!stage.effort().isTrial() && compilers > QUIET && System.nanoTime() - start < longest);
        stage.progress()
                .saying(
                        "     warm after %,d loads, in the last of them the compilers used %.0f %% of a core",
                        loads, 100 * compilers);
    }

    /** Leaves the platform alone until its compilers have worked off what a start and some tasks gave them to do. */
    void rest() throws InterruptedException {
        long longest = stage.effort().time().toNanos() * LONGEST_ROUNDS;
        long start = System.nanoTime();
        double compilers;
        int quiet = 0;
        do {
            long pieceStart = System.nanoTime();
            Duration before = compilerTime();
            Thread.sleep(stage.effort().time(0.25));
            compilers = (double) compilerTime().minus(before).toNanos() / (System.nanoTime() - pieceStart);
            quiet = compilers > AT_REST ? 0 : quiet + 1;
        } while (!stage.effort().isTrial() && quiet < QUIET_PIECES && System.nanoTime() - start < longest);
        stage.progress()
                .saying(
                        "     at rest after %,d s, at the end of them the compilers used %.2f %% of a core",
                        Duration.ofNanos(System.nanoTime() - start).toSeconds(), 100 * compilers);
    }

    private Duration compilerTime() {
        return CompilerTime.of(stage.platform().programPids());
    }
}
