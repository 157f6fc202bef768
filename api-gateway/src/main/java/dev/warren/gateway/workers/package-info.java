/** The fleet, for those who ask. */
@NullMarked
package dev.warren.gateway.workers;

import org.jspecify.annotations.NullMarked;
