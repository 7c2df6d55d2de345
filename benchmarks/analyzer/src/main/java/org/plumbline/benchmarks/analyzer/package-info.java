/** What the drift analyzer costs, beside a pass-through of the same records: throughput, state, restore. */
@NullMarked
package org.plumbline.benchmarks.analyzer;

import org.jspecify.annotations.NullMarked;
