/** Task messages on their way to the broker: sent, confirmed, returned, lost. */
@NullMarked
package dev.warren.gateway.publish;

import org.jspecify.annotations.NullMarked;
