/** Facts for the audit chain. Pure. */
@NullMarked
package org.plumbline.calibrator.audit;

import org.jspecify.annotations.NullMarked;
