package dev.warren.bench.peer;

/**
 * Where a library keeps its jobs.
 *
 * @param ended what is true, in SQL, of a job in it that has ended
 * @param keepsEnded whether jobs stay there when they have ended
 */
record JobTable(String name, String ended, boolean keepsEnded) {

    /** How many have not ended. */
    String countOpen() {
        return "select count(*) from %s where not (%s)".formatted(name, ended);
    }

    /** How many have ended and are there. */
    String countEnded() {
        return "select count(*) from %s where %s".formatted(name, ended);
    }

    /** How many ended jobs must be there, of so many. */
    long keptOf(long accepted) {
        return keepsEnded ? accepted : 0;
    }
}
