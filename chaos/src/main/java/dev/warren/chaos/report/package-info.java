/** What a campaign has found, for people and for programs. */
@NullMarked
package dev.warren.chaos.report;

import org.jspecify.annotations.NullMarked;
