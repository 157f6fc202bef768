/** Room for running tasks. */
@NullMarked
package dev.warren.worker.slot;

import org.jspecify.annotations.NullMarked;
