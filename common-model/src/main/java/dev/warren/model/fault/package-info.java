/** Places where a process can be made to die, hang or lose an answer, to prove that no task is lost by it. */
@NullMarked
package dev.warren.model.fault;

import org.jspecify.annotations.NullMarked;
