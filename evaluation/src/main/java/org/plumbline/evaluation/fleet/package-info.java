/** Synthetic customers, meters and clocks whose truth is known. */
@NullMarked
package org.plumbline.evaluation.fleet;

import org.jspecify.annotations.NullMarked;
