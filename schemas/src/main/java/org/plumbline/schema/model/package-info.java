/** Meter models: where a meter keeps its calibration coefficients and how they are written. Pure. */
@NullMarked
package org.plumbline.schema.model;

import org.jspecify.annotations.NullMarked;
