/** Callers who wait for a task's end. */
@NullMarked
package dev.warren.gateway.wait;

import org.jspecify.annotations.NullMarked;
