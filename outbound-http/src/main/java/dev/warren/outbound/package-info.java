/**
 * HTTP calls to addresses that others named: {@link dev.warren.outbound.OutboundClient} connects only where
 * {@link dev.warren.outbound.OutboundRules} let it, to exactly the address that was checked, and within limits.
 */
@NullMarked
package dev.warren.outbound;

import org.jspecify.annotations.NullMarked;
