/** Networks of meters that are compared with each other: least squares, and which certificate does not fit. Pure. */
@NullMarked
package org.plumbline.analyzer.metrology.network;

import org.jspecify.annotations.NullMarked;
