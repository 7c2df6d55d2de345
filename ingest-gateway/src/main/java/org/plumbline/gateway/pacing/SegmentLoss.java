// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.Map;

/**
 * A segment has begun to lose frames of several meters at once, or has ceased to.
 *
 * @param troubled which of the two
 * @param sent frames of the window that showed it
 * @param lost of them
 * @param meters that lost any
 * @param bounds of the segment's rate of loss
 */
public record SegmentLoss(boolean troubled, int sent, int lost, int meters, LossBounds bounds) {

    /** For an event. */
    public Map<String, String> evidence(String segment) {
        return Map.of(
                "layer", "SEGMENT",
                "cause", "SEGMENT",
                "segment", segment,
                "framesSent", Integer.toString(sent),
                "framesLost", Integer.toString(lost),
                "metersLosing", Integer.toString(meters),
                "lossPercent95", bounds.percent());
    }
}
