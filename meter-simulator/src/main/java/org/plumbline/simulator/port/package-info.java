/** What the simulator needs from outside: field time and a place to write down the truth. */
@NullMarked
package org.plumbline.simulator.port;

import org.jspecify.annotations.NullMarked;
