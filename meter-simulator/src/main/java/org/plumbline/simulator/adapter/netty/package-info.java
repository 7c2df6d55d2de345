/** TCP wrapper listener on Netty. */
@NullMarked
package org.plumbline.simulator.adapter.netty;

import org.jspecify.annotations.NullMarked;
