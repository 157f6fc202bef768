/** The worker on a real ledger and a real broker, with a stand-in for the gateway. */
@NullMarked
package dev.warren.worker.flow;

import org.jspecify.annotations.NullMarked;
