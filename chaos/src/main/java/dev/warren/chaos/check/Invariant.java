package dev.warren.chaos.check;

/** One promise, and how it is checked. */
interface Invariant {

    InvariantResult check(Facts facts);
}
