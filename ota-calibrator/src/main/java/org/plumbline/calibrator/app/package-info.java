/** Wiring, settings and health. */
@NullMarked
package org.plumbline.calibrator.app;

import org.jspecify.annotations.NullMarked;
