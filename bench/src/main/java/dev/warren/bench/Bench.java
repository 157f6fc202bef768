package dev.warren.bench;

import dev.warren.bench.run.RunBench;

/** The program of this jar. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(RunBench.run(arguments, System.getenv()));
    }
}
