/** Accuracy limits as reviewed data, each cell with its source. */
@NullMarked
package org.plumbline.analyzer.metrology.limits;

import org.jspecify.annotations.NullMarked;
