// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.owned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.pacing.FrameLoss;
import org.plumbline.gateway.pacing.LossBounds;
import org.plumbline.gateway.pacing.LossVerdict;
import org.plumbline.gateway.pacing.LossVerdict.Finding;
import org.plumbline.gateway.pacing.SegmentLoss;
import org.plumbline.gateway.state.Condition;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.schema.EventCodes;

class FrameLossEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private static final LossBounds BOUNDS = new LossBounds(0.0327, 0.0729);

    private final RecordingCommitLog log = new RecordingCommitLog();
    private MeterMemory memory = new MeterMemory("M", MeterState.INITIAL, log, Duration.ofSeconds(1));

    private void found(Finding finding) {
        tell(new FrameLoss.Report(new LossVerdict(500, 25, BOUNDS, 2_000, 3, finding), null, null));
    }

    private void tell(FrameLoss.Report report) {
        FrameLossEvents.tell(report, "north", memory, new Stamp(NOW, NOW));
    }

    private List<Publication.Event> events() {
        return log.commits.stream()
                .flatMap(commit -> commit.publications().stream())
                .map(Publication.Event.class::cast)
                .toList();
    }

    private List<String> causes() {
        return events().stream().map(event -> event.evidence().get("cause")).toList();
    }

    @Test
    void aMetersLossIsToldOnceWithItsEvidenceAlsoAcrossATakeOver() {
        found(Finding.DEVICE);
        MeterState stored = MeterStateCodec.decode(MeterStateCodec.encode(memory.state()));
        memory = new MeterMemory("M", stored, log, Duration.ofSeconds(1));
        found(Finding.DEVICE);
        found(Finding.OPEN);
        assertEquals(1, events().size());
        Publication.Event event = events().getFirst();
        assertEquals(EventCodes.FRAME_LOSS, event.code());
        assertEquals("3.3..7.3", event.evidence().get("lossPercent95"));
        assertEquals("500", event.evidence().get("framesSent"));
        assertEquals("25", event.evidence().get("framesLost"));
        assertEquals("2000", event.evidence().get("neighbourFramesSent"));
    }

    @Test
    void theEndIsToldWhenItIsShownAndOnlyIfTheLossHadBeenTold() {
        found(Finding.WITHIN);
        assertEquals(List.of(), events());
        found(Finding.UNDECIDED);
        found(Finding.WITHIN);
        found(Finding.WITHIN);
        assertEquals(List.of("UNDECIDED", "OVER"), causes());
        assertEquals(false, memory.state().told().tells(Condition.FRAME_LOSS));
    }

    @Test
    void inATroubledSegmentNothingIsToldOfTheMeter() {
        found(Finding.SEGMENT);
        assertEquals(List.of(), events());
        assertEquals(false, memory.state().told().tells(Condition.FRAME_LOSS));
    }

    @Test
    void aSegmentsTroubleNamesTheSegmentAndItsEnd() {
        tell(new FrameLoss.Report(null, new SegmentLoss(true, 500, 40, 12, BOUNDS), null));
        tell(new FrameLoss.Report(null, new SegmentLoss(false, 500, 0, 0, BOUNDS), null));
        assertEquals(List.of("SEGMENT", "OVER"), causes());
        events().forEach(event -> assertEquals("north", event.evidence().get("segment")));
        assertEquals("12", events().getFirst().evidence().get("metersLosing"));
    }
}
