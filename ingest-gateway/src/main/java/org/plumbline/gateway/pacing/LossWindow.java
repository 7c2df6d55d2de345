// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/** Frames of one meter since its window began, and where those of its segment stood then. Used by its session only. */
public final class LossWindow {

    private final FrameLoss segment;
    private final int segmentSentBefore;
    private final int segmentLostBefore;
    private int sent;
    private int lost;

    /**
     * The frames of the other meters of the segment over the span of a window.
     *
     * @param troubled true when the segment was in trouble in that span
     */
    record Neighbours(int sent, int lost, boolean troubled) {}

    /**
     * @param segmentSentBefore frames of the whole segment until the window begins
     * @param segmentLostBefore of them
     */
    LossWindow(FrameLoss segment, int segmentSentBefore, int segmentLostBefore) {
        this.segment = segment;
        this.segmentSentBefore = segmentSentBefore;
        this.segmentLostBefore = segmentLostBefore;
    }

    /** @return frames in the window now */
    int add(int sentNow, int lostNow) {
        sent += sentNow;
        lost += lostNow;
        return sent;
    }

    Neighbours neighbours(int segmentSent, int segmentLost, boolean troubled) {
        return new Neighbours(segmentSent - segmentSentBefore - sent, segmentLost - segmentLostBefore - lost, troubled);
    }

    /** False for a meter that has moved to another segment. */
    boolean isOf(FrameLoss other) {
        return segment == other;
    }

    int sent() {
        return sent;
    }

    int lost() {
        return lost;
    }

    int segmentSentBefore() {
        return segmentSentBefore;
    }
}
