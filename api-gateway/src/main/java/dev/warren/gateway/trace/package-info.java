/** Traces: which requests are recorded, what the log and problems say of them, and where spans go. */
@NullMarked
package dev.warren.gateway.trace;

import org.jspecify.annotations.NullMarked;
