/** Follows the error of one meter from day to day within one calibration epoch. */
@NullMarked
package org.plumbline.analyzer.metrology.tracking;

import org.jspecify.annotations.NullMarked;
