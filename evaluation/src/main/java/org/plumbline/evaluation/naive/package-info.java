/** What a straightforward program does with the same readings, for comparison. */
@NullMarked
package org.plumbline.evaluation.naive;

import org.jspecify.annotations.NullMarked;
