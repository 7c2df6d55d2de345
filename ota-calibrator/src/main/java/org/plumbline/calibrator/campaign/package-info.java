/** Campaigns: approval, waves and their brakes. Pure. */
@NullMarked
package org.plumbline.calibrator.campaign;

import org.jspecify.annotations.NullMarked;
