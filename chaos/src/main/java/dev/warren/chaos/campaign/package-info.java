/** The run itself: start, warm up, load and faults, heal, be quiet, check, report. */
@NullMarked
package dev.warren.chaos.campaign;

import org.jspecify.annotations.NullMarked;
