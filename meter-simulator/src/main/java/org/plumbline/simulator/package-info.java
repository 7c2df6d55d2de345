/** A fleet of DLMS/COSEM meters with real physics and scripted faults. */
@NullMarked
package org.plumbline.simulator;

import org.jspecify.annotations.NullMarked;
