/** Divergence of the two meters of a double-metered point: the figures of the French rule, day by day. */
@NullMarked
package org.plumbline.analyzer.metrology.dualmeter;

import org.jspecify.annotations.NullMarked;
