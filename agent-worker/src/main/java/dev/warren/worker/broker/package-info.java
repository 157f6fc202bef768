/** Connections to the broker, and the listener container whose consumers come and go. */
@NullMarked
package dev.warren.worker.broker;

import org.jspecify.annotations.NullMarked;
