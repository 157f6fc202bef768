package dev.warren.bench.inprocess;

/** A library that keeps jobs in Postgres and does them in this process. */
interface JobLibrary {

    String version();

    /** Returns when the job is in the database. Safe for several threads. */
    void enqueue(String input);
}
