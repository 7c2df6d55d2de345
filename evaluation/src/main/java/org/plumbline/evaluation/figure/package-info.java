/** The figures: what is simulated, estimated and held against a target. */
@NullMarked
package org.plumbline.evaluation.figure;

import org.jspecify.annotations.NullMarked;
