package dev.warren.chaos.campaign;

/** A rule that can be taken out of a running ledger. */
enum Sabotage {
    /** A claim and a result count whatever fence they name and whoever owns the row. */
    FENCING("fencing"),
    /** Nobody takes over, publishes again or starts what is due. */
    SWEEPER("sweeper");

    private final String word;

    Sabotage(String word) {
        this.word = word;
    }

    /** As it stands on a command line. */
    String word() {
        return word;
    }
}
