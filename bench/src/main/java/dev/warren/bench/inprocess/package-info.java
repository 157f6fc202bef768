/** The program that runs a job scheduler, which is a library, in a process of its own and at the benchmark's command. */
@NullMarked
package dev.warren.bench.inprocess;

import org.jspecify.annotations.NullMarked;
