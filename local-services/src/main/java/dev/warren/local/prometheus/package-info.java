/** A real Prometheus, for whoever wants to know what it makes of Warren's metrics, boards and alerts. */
@NullMarked
package dev.warren.local.prometheus;

import org.jspecify.annotations.NullMarked;
