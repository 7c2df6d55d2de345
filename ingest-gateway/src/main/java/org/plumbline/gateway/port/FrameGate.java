// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

/** Asked immediately before frames; must answer from memory, without blocking, and must be safe from any thread. */
public interface FrameGate {

    /** Before every frame: is the lease still held on the monotonic clock? */
    GateDecision beforeFrame();

    /**
     * Before the first changing frame of a write: lease held, view of the holds fresh, no hold in force, order not
     * expired.
     */
    GateDecision beforeChange();
}
