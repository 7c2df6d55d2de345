// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import org.plumbline.gateway.dlms.MeterTarget;

/** Opens sessions. Safe for many threads; one meter must have at most one session at a time (the caller's queue). */
public interface MeterConnector {

    /**
     * Connects, associates (HLS5-GMAC with authenticated encryption, or the public client where the target has no keys)
     * and reads the identity. Blocks; call it from a virtual thread.
     *
     * @param counters source of client invocation counters for this meter; unused for a public association
     * @param gate asked before every frame
     * @param use asked before every connect, told of every frame
     * @throws org.plumbline.gateway.dlms.MeterFaultException naming the layer that failed; nothing is left open
     */
    MeterSession open(MeterTarget target, InvocationCounters counters, FrameGate gate, NetworkUse use);
}
