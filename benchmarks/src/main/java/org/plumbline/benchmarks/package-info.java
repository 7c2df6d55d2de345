/** JMH benchmarks; each states the baseline it is a ratio of. */
@NullMarked
package org.plumbline.benchmarks;

import org.jspecify.annotations.NullMarked;
