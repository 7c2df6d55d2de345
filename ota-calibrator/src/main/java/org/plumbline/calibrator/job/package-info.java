/** One meter's corrections: gates, orders, outcomes, proof. Pure. */
@NullMarked
package org.plumbline.calibrator.job;

import org.jspecify.annotations.NullMarked;
