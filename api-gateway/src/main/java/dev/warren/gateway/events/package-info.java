/** Tasks that ended or are due, told from whoever saw to it to the gateways, whose callers and sweepers wait. */
@NullMarked
package dev.warren.gateway.events;

import org.jspecify.annotations.NullMarked;
