/**
 * The worker. An agent's author needs {@link dev.warren.worker.agent} and the settings {@code warren.*}; everything else
 * is the worker's own affair and may change.
 */
@NullMarked
package dev.warren.worker;

import org.jspecify.annotations.NullMarked;
