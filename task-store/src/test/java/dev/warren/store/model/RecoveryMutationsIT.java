package dev.warren.store.model;

import java.util.stream.Stream;

/** The rules of recovery, and of handoffs, questions, children and steps. */
class RecoveryMutationsIT extends TakeOutRules {

    @Override
    Stream<Mutation> rules() {
        return Stream.of(RecoveryMutations.all(), TalkMutations.all()).flatMap(some -> some);
    }
}
