/** Which meters exist, drawn from a seed, and which of them carry a planted error. */
@NullMarked
package org.plumbline.simulator.fleet;

import org.jspecify.annotations.NullMarked;
