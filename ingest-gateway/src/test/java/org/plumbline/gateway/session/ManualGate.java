// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;

/** A gate that a test shuts, at once or after a number of frames. */
final class ManualGate implements FrameGate {

    private @Nullable MeterFault frameFault;
    private @Nullable MeterFault changeFault;
    private int framesLeft = Integer.MAX_VALUE;
    private int framesPassed;

    @Override
    public GateDecision beforeFrame() {
        if (framesLeft-- <= 0) {
            return new GateDecision.Shut(new MeterFault.LeaseLost());
        }
        if (frameFault == null) {
            framesPassed++;
            return new GateDecision.Open();
        }
        return new GateDecision.Shut(frameFault);
    }

    @Override
    public GateDecision beforeChange() {
        return changeFault == null ? new GateDecision.Open() : new GateDecision.Shut(changeFault);
    }

    void shutFrames(MeterFault fault) {
        frameFault = fault;
    }

    void shutChanges(MeterFault fault) {
        changeFault = fault;
    }

    void shutAfterFrames(int frames) {
        framesLeft = frames;
    }

    int framesPassed() {
        return framesPassed;
    }
}
