/** Ending attempts: the statement that writes their results, each fenced. */
@NullMarked
package dev.warren.store.finish;

import org.jspecify.annotations.NullMarked;
