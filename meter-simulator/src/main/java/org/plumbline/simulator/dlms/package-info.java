/** The meter's side of DLMS/COSEM: APDUs, security, associations and objects. No sockets. */
@NullMarked
package org.plumbline.simulator.dlms;

import org.jspecify.annotations.NullMarked;
