/** What was found, for people and for programs. */
@NullMarked
package dev.warren.doctor.report;

import org.jspecify.annotations.NullMarked;
