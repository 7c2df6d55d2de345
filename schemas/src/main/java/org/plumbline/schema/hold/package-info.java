/** Emergency stops: anyone may stop, only a trusted signature lifts. Pure; the same for all who obey a stop. */
@NullMarked
package org.plumbline.schema.hold;

import org.jspecify.annotations.NullMarked;
