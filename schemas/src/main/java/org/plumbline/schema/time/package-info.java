/** Field time: the clock of capture times, epochs, windows and schedules. */
@NullMarked
package org.plumbline.schema.time;

import org.jspecify.annotations.NullMarked;
