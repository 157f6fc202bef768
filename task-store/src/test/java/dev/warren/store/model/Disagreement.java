package dev.warren.store.model;

import java.util.List;

/**
 * Where the ledger left the model.
 *
 * @param what differed first
 * @param trace every command so far and the ledger's answer
 */
record Disagreement(String what, List<String> trace) {

    @Override
    public String toString() {
        return what + "\nafter\n  " + String.join("\n  ", trace);
    }
}
