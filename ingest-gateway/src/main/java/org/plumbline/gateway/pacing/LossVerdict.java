// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.Map;

/**
 * What a window of one meter's frames says about loss.
 *
 * @param sent frames of the window
 * @param lost of them
 * @param bounds of the meter's rate of loss
 * @param neighboursSent frames of the segment's other meters over the same span
 * @param neighboursLost of them
 */
public record LossVerdict(
        int sent, int lost, LossBounds bounds, int neighboursSent, int neighboursLost, Finding finding) {

    /** What is shown. */
    public enum Finding {
        /** The loss is within the limit. */
        WITHIN,
        /** Neither that the loss is above the limit nor that it is within. */
        OPEN,
        /** Above, and the segment was in trouble meanwhile: nothing is said against the meter. */
        SEGMENT,
        /** Above, and the neighbours lose significantly less: the meter or its own last mile. */
        DEVICE,
        /** Above, but too little is known of the neighbours, or they do not differ enough. */
        UNDECIDED
    }

    static LossVerdict of(LossWindow window, LossWindow.Neighbours neighbours) {
        LossBounds bounds = LossBounds.of(window.sent(), window.lost());
        return new LossVerdict(
                window.sent(),
                window.lost(),
                bounds,
                neighbours.sent(),
                neighbours.lost(),
                finding(bounds, neighbours));
    }

    private static Finding finding(LossBounds own, LossWindow.Neighbours neighbours) {
        if (own.lower() <= FrameLoss.LIMIT) {
            return own.upper() <= FrameLoss.LIMIT ? Finding.WITHIN : Finding.OPEN;
        }
        if (neighbours.troubled()) {
            return Finding.SEGMENT;
        }
        boolean fewer = neighbours.sent() >= FrameLoss.WINDOW
                && LossBounds.of(neighbours.sent(), neighbours.lost()).upper() < own.lower();
        return fewer ? Finding.DEVICE : Finding.UNDECIDED;
    }

    /** For an event. */
    public Map<String, String> evidence() {
        return Map.of(
                "layer", "FRAME",
                "cause", finding.name(),
                "framesSent", Integer.toString(sent),
                "framesLost", Integer.toString(lost),
                "lossPercent95", bounds.percent(),
                "neighbourFramesSent", Integer.toString(neighboursSent),
                "neighbourFramesLost", Integer.toString(neighboursLost));
    }
}
