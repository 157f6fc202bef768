/** The step journal: results of expensive calls within a run, each kept once. */
@NullMarked
package dev.warren.store.step;

import org.jspecify.annotations.NullMarked;
