/** Wiring, the in-process simulator for tests and the command line. */
@NullMarked
package org.plumbline.simulator.app;

import org.jspecify.annotations.NullMarked;
