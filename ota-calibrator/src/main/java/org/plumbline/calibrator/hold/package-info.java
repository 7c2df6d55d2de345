/** Emergency stops: anyone may stop, only a trusted signature lifts. Pure. */
@NullMarked
package org.plumbline.calibrator.hold;

import org.jspecify.annotations.NullMarked;
