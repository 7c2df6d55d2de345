/** Judges a finished run from two sides only: what the topics say and what the simulator knows. Pure functions. */
@NullMarked
package org.plumbline.platform.verify;

import org.jspecify.annotations.NullMarked;
