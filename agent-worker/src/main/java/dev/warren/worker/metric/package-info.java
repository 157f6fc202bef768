/** What the worker measures, under the names of {@link dev.warren.model.metric.WarrenMetric}. */
@NullMarked
package dev.warren.worker.metric;

import org.jspecify.annotations.NullMarked;
