/** Results of a calibration on a test bench, load point by load point. */
@NullMarked
package org.plumbline.analyzer.metrology.bench;

import org.jspecify.annotations.NullMarked;
