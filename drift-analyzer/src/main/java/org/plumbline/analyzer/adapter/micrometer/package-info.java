/** Metrics of the analyzer. */
@NullMarked
package org.plumbline.analyzer.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
