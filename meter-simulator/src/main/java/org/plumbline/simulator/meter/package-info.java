/** One simulated meter: its coefficient memory, its registers, its load profile and its image transfer. */
@NullMarked
package org.plumbline.simulator.meter;

import org.jspecify.annotations.NullMarked;
