/** What a check is and what it finds, and how many of them are run, each in bounded time. */
@NullMarked
package dev.warren.doctor.check;

import org.jspecify.annotations.NullMarked;
