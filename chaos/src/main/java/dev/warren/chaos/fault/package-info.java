/** The faults, one class each, with what heals it, and the seeded schedule that draws them. */
@NullMarked
package dev.warren.chaos.fault;

import org.jspecify.annotations.NullMarked;
