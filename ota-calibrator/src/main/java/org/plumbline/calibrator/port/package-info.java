/** What the core asks of the outside. */
@NullMarked
package org.plumbline.calibrator.port;

import org.jspecify.annotations.NullMarked;
