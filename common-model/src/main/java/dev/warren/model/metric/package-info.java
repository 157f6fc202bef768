/** The one list of metric names; code, dashboards and alerts take them from here. */
@NullMarked
package dev.warren.model.metric;

import org.jspecify.annotations.NullMarked;
