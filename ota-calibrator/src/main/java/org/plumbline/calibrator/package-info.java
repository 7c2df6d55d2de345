/** Campaigns that correct meters over the air: approval by a second person, signed orders, proof, audit. */
@NullMarked
package org.plumbline.calibrator;

import org.jspecify.annotations.NullMarked;
