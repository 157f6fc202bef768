/** The worker's settings, its parts put together, its start and its end. */
@NullMarked
package dev.warren.worker.start;

import org.jspecify.annotations.NullMarked;
