/** A load generator that costs little: HTTP/1.1 over kept connections, closed loop and open loop. */
@NullMarked
package dev.warren.bench.http;

import org.jspecify.annotations.NullMarked;
