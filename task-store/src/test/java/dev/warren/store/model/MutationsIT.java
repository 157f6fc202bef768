package dev.warren.store.model;

import java.util.stream.Stream;

/** The rules of attempts, of the sweep, and of what happens at the same time. */
class MutationsIT extends TakeOutRules {

    @Override
    Stream<Mutation> rules() {
        return Stream.of(AttemptMutations.all(), SweepMutations.all(), InterleavedMutations.all())
                .flatMap(some -> some);
    }
}
