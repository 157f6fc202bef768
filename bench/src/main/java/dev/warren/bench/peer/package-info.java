/** The peers: other systems that do tasks, measured on the same servers in the same run. */
@NullMarked
package dev.warren.bench.peer;

import org.jspecify.annotations.NullMarked;
