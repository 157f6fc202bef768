/** What processes and statements cost: CPU time, memory, calls, and latencies. */
@NullMarked
package dev.warren.bench.measure;

import org.jspecify.annotations.NullMarked;
