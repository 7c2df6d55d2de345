// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.owned;

import java.util.Map;
import java.util.TreeMap;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.pacing.FrameLoss;
import org.plumbline.gateway.pacing.LossVerdict;
import org.plumbline.gateway.pacing.SegmentLoss;
import org.plumbline.gateway.polling.Announcements;
import org.plumbline.gateway.state.Condition;
import org.plumbline.schema.EventCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of frame loss: of a meter's, unless its segment is in trouble, and of the segment's, once for all its meters. */
final class FrameLossEvents {

    private static final Logger LOGGER = LoggerFactory.getLogger(FrameLossEvents.class);
    private static final String CAUSE = "cause";
    private static final String OVER = "OVER";

    private FrameLossEvents() {}

    static void tell(FrameLoss.Report report, String segment, MeterMemory memory, Stamp stamp) {
        SegmentLoss changed = report.segment();
        if (changed != null) {
            tell(changed, segment, memory, stamp);
        }
        LossVerdict verdict = report.meter();
        if (verdict != null) {
            tell(verdict, new Announcements(memory), stamp);
        }
    }

    private static void tell(LossVerdict verdict, Announcements announcements, Stamp stamp) {
        switch (verdict.finding()) {
            case DEVICE ->
                announcements.tell(
                        Condition.FRAME_LOSS,
                        verdict.finding().name(),
                        stamp.event(
                                EventCodes.FRAME_LOSS,
                                "More than 2 % of the frames to the meter are lost, its neighbours lose fewer;"
                                        + " look at the meter and its own last mile.",
                                verdict.evidence()));
            case UNDECIDED ->
                announcements.tell(
                        Condition.FRAME_LOSS,
                        verdict.finding().name(),
                        stamp.event(
                                EventCodes.FRAME_LOSS,
                                "More than 2 % of the frames to the meter are lost; its neighbours do not show"
                                        + " whether it is the meter or the segment.",
                                verdict.evidence()));
            case WITHIN ->
                announcements.over(
                        Condition.FRAME_LOSS,
                        stamp.event(
                                EventCodes.FRAME_LOSS,
                                "No more than 2 % of the frames to the meter are lost again.",
                                over(verdict.evidence())));
            case SEGMENT, OPEN -> {} // the segment is told of once; what is not shown is not told
        }
    }

    private static void tell(SegmentLoss changed, String segment, MeterMemory memory, Stamp stamp) {
        Map<String, String> evidence = changed.evidence(segment);
        LOGGER.atWarn()
                .addKeyValue("segment", segment)
                .addKeyValue("evidence", evidence)
                .log(changed.troubled() ? "network segment loses frames" : "network segment loses no more frames");
        memory.publish(
                changed.troubled()
                        ? stamp.event(
                                EventCodes.FRAME_LOSS,
                                "Network segment " + segment + " loses frames of " + changed.meters()
                                        + " meters at once.",
                                evidence)
                        : stamp.event(
                                EventCodes.FRAME_LOSS,
                                "Network segment " + segment + " loses no more than 2 % of its frames again.",
                                over(evidence)));
    }

    private static Map<String, String> over(Map<String, String> evidence) {
        Map<String, String> ended = new TreeMap<>(evidence);
        ended.put(CAUSE, OVER);
        return ended;
    }
}
