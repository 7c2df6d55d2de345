// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.recognition.MeterWatch;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.gateway.state.Watched;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** What looks at a meter recognise, each over a state that was stored and read in between. */
class RecognitionTest {

    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private static final MeterModel ALPHA = MeterModels.named("PLB-ALPHA").orElseThrow();
    private static final CosemAttribute ACTIVE = new CosemAttribute(1, ObisCode.parse("0.128.96.14.80.255"), 2);
    private static final CosemAttribute CHECKSUM = new CosemAttribute(1, ObisCode.parse("0.128.96.14.82.255"), 2);
    private static final CosemAttribute CHANGED_AT = new CosemAttribute(1, ObisCode.parse("0.0.96.2.13.255"), 2);
    private static final CosemAttribute LOG = new CosemAttribute(7, ObisCode.parse("1.0.99.99.0.255"), 2);

    private final FakeMeter meter = new FakeMeter(NOW);
    private final RecordingCommitLog log = new RecordingCommitLog();
    private MeterMemory memory = new MeterMemory("M", MeterState.INITIAL, log, Duration.ofSeconds(1));
    private MeterModel model;

    @Test
    void theFirstLookIsNoEventButTheFirstEpoch() {
        meter.firmware = "F1";
        watched(Watched.COVER_OPENINGS, 3);
        watched(Watched.CURRENT_RATIO_NUMERATOR, 100);
        look();
        assertEquals(List.of(EventCodes.EPOCH), codes());
        look();
        assertEquals(1, log.commits.size(), "nothing new is nothing to commit");
    }

    @Test
    void newFirmwareOpensAnEpochAtTheTimeTheMeterSays() {
        meter.firmware = "F1";
        look();
        memory.commit(state -> state.withCursor(NOW.minusSeconds(3_600)), List.of());
        meter.firmware = "F2";
        time(CHANGED_AT, NOW.minusSeconds(1_000));
        look();
        CalibrationEpoch epoch = memory.state().currentEpoch();
        assertEquals(EpochCause.FIRMWARE, epoch.cause());
        assertEquals(NOW.minusSeconds(1_000), epoch.activeFrom());
        assertEquals("F1", last(EventCodes.IDENTITY).evidence().get("before"));
        assertEquals("F2", last(EventCodes.IDENTITY).evidence().get("after"));
        assertEquals(1, memory.state().epochOf(NOW.minusSeconds(1_001), 0));
        assertEquals(2, memory.state().epochOf(NOW.minusSeconds(1_000), 0));
    }

    @Test
    void aRatioChangedAtAnUnknownTimeLeavesTheRowsInBetweenToNobody() {
        watched(Watched.CURRENT_RATIO_NUMERATOR, 100);
        look();
        Instant cursor = NOW.minusSeconds(3_600);
        memory.commit(state -> state.withCursor(cursor), List.of());
        watched(Watched.CURRENT_RATIO_NUMERATOR, 200);
        look();
        assertEquals(EpochCause.TRANSFORMER_RATIO, memory.state().currentEpoch().cause());
        assertEquals("RATIO", last(EventCodes.IDENTITY).evidence().get("kind"));
        assertEquals("100 -> 200", last(EventCodes.EPOCH).evidence().get("CURRENT_RATIO_NUMERATOR"));
        assertEquals(1, memory.state().epochOf(cursor, 0));
        assertEquals(0, memory.state().epochOf(cursor.plusSeconds(900), 0));
        assertEquals(2, memory.state().epochOf(NOW, 0));
    }

    @Test
    void anExchangedMeterHasAnEpochOfItsOwnThoughTheCountersAreEqual() {
        look();
        Instant cursor = NOW.minusSeconds(3_600);
        Instant refused = NOW.minusSeconds(900);
        memory.commit(
                state ->
                        state.withCursor(cursor).withSeen(state.seen().withForeign(new LastSeen.Foreign("T", refused))),
                List.of());
        meter.serial = "T";
        watched(Watched.COVER_OPENINGS, 9);
        look();
        CalibrationEpoch epoch = memory.state().currentEpoch();
        assertEquals(EpochCause.METER_EXCHANGE, epoch.cause());
        assertEquals("EXCHANGE", last(EventCodes.IDENTITY).evidence().get("kind"));
        assertEquals(List.of(), events(EventCodes.SECURITY), "another meter's counters are not compared");
        assertEquals(0, memory.state().epochOf(refused.minusSeconds(1), 0));
        assertEquals(2, memory.state().epochOf(refused, 0));
        assertEquals(0, memory.state().epochOf(NOW, 1));
        assertEquals(null, memory.state().seen().foreign());
    }

    @Test
    void aCounterThatMovedWithoutALogRowIsToldWithWhatMovedAndWhatNot() {
        watched(Watched.CERTIFICATION_LOG_ENTRIES, 4);
        meter.changeCounter = 7L;
        look();
        meter.changeCounter = 8L;
        look();
        Publication.Event told = last(EventCodes.SECURITY);
        assertEquals("COUNTER_WITHOUT_LOG", told.evidence().get("cause"));
        assertEquals("7 -> 8", told.evidence().get("CHANGE_COUNTER"));
        assertEquals("4", told.evidence().get("CERTIFICATION_LOG_ENTRIES"));
        assertEquals(EpochCause.UNORDERED_CHANGE, memory.state().currentEpoch().cause());
        look();
        assertEquals(1, events(EventCodes.SECURITY).size());
    }

    @Test
    void aLogThatIsFullMovesByItsNewestRow() {
        watched(Watched.CERTIFICATION_LOG_ENTRIES, 4);
        meter.changeCounter = 7L;
        look();
        memory.commit(state -> state.withCursor(NOW.minusSeconds(3_600)), List.of());
        meter.changeCounter = 8L;
        logRows(NOW.minusSeconds(9_000), NOW.minusSeconds(60));
        look();
        assertEquals(List.of(), events(EventCodes.SECURITY));
        assertEquals(NOW.minusSeconds(60), memory.state().currentEpoch().activeFrom());
    }

    @Test
    void aLogRowWithoutACounterIsTold() {
        watched(Watched.CERTIFICATION_LOG_ENTRIES, 4);
        look();
        watched(Watched.CERTIFICATION_LOG_ENTRIES, 5);
        look();
        assertEquals("LOG_WITHOUT_COUNTER", last(EventCodes.SECURITY).evidence().get("cause"));
    }

    @Test
    void coefficientsChangedPastTheCounterAreFoundOnTheNextDay() {
        model = ALPHA;
        block(new byte[] {1, 1, 0, 0x40, 0, 0, 0, 0});
        look();
        int asked = meter.asked.size();
        look();
        assertEquals(asked, meter.asked.size(), "the block is compared once a day");
        block(new byte[] {1, 1, 0, 0x40, 0, 9, 0, 0});
        meter.fieldTime = NOW.plus(Duration.ofDays(1));
        look();
        assertEquals(
                "BLOCK_WITHOUT_COUNTER", last(EventCodes.SECURITY).evidence().get("cause"));
        assertEquals("DIFFERS", last(EventCodes.SECURITY).evidence().get("coefficientBlock"));
        CalibrationEpoch epoch = memory.state().currentEpoch();
        assertEquals(EpochCause.UNORDERED_CHANGE, epoch.cause());
        assertEquals(0, memory.state().epochOf(NOW, 0));
        assertEquals(2, memory.state().epochOf(meter.fieldTime, 0));
    }

    /** The octets are those of the epoch; what the meter counts with when it does not trust them nobody knows. */
    @Test
    void aChecksumThatNoLongerFitsOpensAnEpochAsSoonAsTheErrorRegisterMoves() {
        model = ALPHA;
        byte[] octets = {1, 1, 0, 0x40, 0, 0, 0, 0};
        long wrong = ALPHA.checksumOf(octets) ^ 1;
        block(octets);
        watched(Watched.ERROR_REGISTER, 0);
        look();
        meter.objects.put(CHECKSUM, new AccessOutcome.Done(CosemValue.longUnsigned((int) wrong)));
        watched(Watched.ERROR_REGISTER, 1 << 10);
        look();
        Publication.Event broken = events(EventCodes.METER_ERROR).getFirst();
        assertEquals("0101004000000000", broken.evidence().get("brokenBlock"));
        assertEquals(Long.toString(wrong), broken.evidence().get("brokenChecksum"));
        assertEquals("2", broken.evidence().get("epoch"));
        assertEquals(EpochCause.UNORDERED_CHANGE, memory.state().currentEpoch().cause());
        look();
        assertEquals(2, memory.state().epochs().size(), "told once");
    }

    @Test
    void tamperCountersAreToldAsTheyMove() {
        watched(Watched.COVER_OPENINGS, 0);
        watched(Watched.METROLOGY_TAMPERS, 1);
        look();
        watched(Watched.COVER_OPENINGS, 1);
        watched(Watched.METROLOGY_TAMPERS, 2);
        look();
        assertEquals(
                "COVER_OPENINGS METROLOGY_TAMPERS",
                last(EventCodes.SECURITY).evidence().get("cause"));
        assertEquals("0 -> 1", last(EventCodes.SECURITY).evidence().get("COVER_OPENINGS"));
        assertEquals(1, memory.state().epochs().size());
    }

    @Test
    void errorBitsAreToldAsTheyAppearAndAsTheyClear() {
        watched(Watched.ERROR_REGISTER, 1 << 10);
        look();
        look();
        watched(Watched.ERROR_REGISTER, 1 << 10 | 1 << 12);
        look();
        watched(Watched.ERROR_REGISTER, 1L << 40);
        look();
        assertEquals(
                List.of("NV memory error", "watchdog error", "bit 40", "cleared NV memory error, watchdog error"),
                events(EventCodes.METER_ERROR).stream()
                        .map(event -> event.evidence()
                                .getOrDefault(
                                        "appeared",
                                        "cleared " + event.evidence().get("cleared")))
                        .toList());
    }

    @Test
    void objectsTheMeterLacksAreNotAskedForAgainUntilItsConfigurationChanges() {
        look();
        look();
        assertEquals(1, meter.snapshots.getLast().objects().size(), "the change counter only");
        meter.changeCounter = 1L;
        look();
        look();
        assertEquals(
                Watched.values().length, meter.snapshots.getLast().objects().size());
    }

    @Test
    void anObjectNotGivenJustNowKeepsItsNumber() {
        watched(Watched.COVER_OPENINGS, 5);
        look();
        meter.objects.put(Watched.COVER_OPENINGS.attribute(), new AccessOutcome.Refused(2));
        look();
        watched(Watched.COVER_OPENINGS, 5);
        look();
        assertEquals(List.of(), events(EventCodes.SECURITY));
        assertFalse(memory.state().seen().values().get(Watched.COVER_OPENINGS) == null);
        assertTrue(meter.snapshots.getLast().objects().contains(Watched.COVER_OPENINGS.attribute()));
    }

    private void look() {
        MeterState stored = MeterStateCodec.decode(MeterStateCodec.encode(memory.state()));
        memory = new MeterMemory("M", stored, log, Duration.ofSeconds(1));
        Admission.Admitted admitted = new Admission.Admitted(
                new MeterTarget("M", new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1), null, null, null),
                model,
                FakeMeter.PERIOD,
                Duration.ofDays(1),
                Set.of(),
                Octets.empty(),
                PacingSettings.UNASSIGNED);
        MeterWatch.Sighting sighting = MeterWatch.look(
                meter, admitted, memory.state(), meter.fieldTime, new Stamp(meter.fieldTime, meter.fieldTime));
        if (!sighting.unchanged(memory.state())) {
            memory.commit(sighting::applyTo, sighting.publications());
        }
    }

    private void watched(Watched object, long value) {
        meter.objects.put(
                object.attribute(),
                new AccessOutcome.Done(new CosemValue.IntegerValue(CosemValue.IntegerType.LONG64, value)));
    }

    private void time(CosemAttribute attribute, Instant at) {
        meter.objects.put(attribute, new AccessOutcome.Done(CosemValue.OctetString.of(CosemDateTime.encode(at))));
    }

    private void logRows(Instant... times) {
        meter.objects.put(
                LOG,
                new AccessOutcome.Done(new CosemValue.Array(Stream.of(times)
                        .<CosemValue>map(at -> new CosemValue.Structure(
                                List.of(CosemValue.OctetString.of(CosemDateTime.encode(at)), CosemValue.unsigned(1))))
                        .toList())));
    }

    private void block(byte[] octets) {
        meter.objects.put(ACTIVE, new AccessOutcome.Done(CosemValue.OctetString.of(octets)));
        meter.objects.put(CHECKSUM, new AccessOutcome.Done(CosemValue.longUnsigned((int) ALPHA.checksumOf(octets))));
    }

    private List<String> codes() {
        return published().map(Publication.Event::code).toList();
    }

    private Publication.Event last(String code) {
        return events(code).getLast();
    }

    private List<Publication.Event> events(String code) {
        return published().filter(event -> event.code().equals(code)).toList();
    }

    private Stream<Publication.Event> published() {
        return log.commits.stream()
                .flatMap(commit -> commit.publications().stream())
                .filter(Publication.Event.class::isInstance)
                .map(Publication.Event.class::cast);
    }
}
