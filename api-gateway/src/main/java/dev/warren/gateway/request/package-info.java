/** Reads what callers send, strictly: bodies, JSON values, parameters of lists. */
@NullMarked
package dev.warren.gateway.request;

import org.jspecify.annotations.NullMarked;
