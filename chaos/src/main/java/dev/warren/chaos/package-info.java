/** The seeded fault campaign: load, faults at random moments, then a check of everything that Warren promises. */
@NullMarked
package dev.warren.chaos;

import org.jspecify.annotations.NullMarked;
