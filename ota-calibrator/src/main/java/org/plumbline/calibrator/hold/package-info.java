/** What happened to holds, for the audit chain. Pure. */
@NullMarked
package org.plumbline.calibrator.hold;

import org.jspecify.annotations.NullMarked;
