/** Faults by script: when they strike and what they do. */
@NullMarked
package org.plumbline.simulator.fault;

import org.jspecify.annotations.NullMarked;
