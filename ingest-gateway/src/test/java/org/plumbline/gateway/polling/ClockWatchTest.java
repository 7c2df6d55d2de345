// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.clock.ClockFinding;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.gateway.port.HeadEndClock;
import org.plumbline.gateway.state.ClockCorrection;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;

class ClockWatchTest {

    private static final Instant NOW = Instant.parse("2026-03-20T08:20:00Z");

    private final RecordingCommitLog log = new RecordingCommitLog();
    private final OpenGate gate = new OpenGate();
    private MeterMemory memory = new MeterMemory("M", MeterState.INITIAL, log, Duration.ofSeconds(1));
    private ClockHealth headEnd = new ClockHealth.Right("test", null);
    private Instant now = NOW;
    private ClockSettings settings = ClockSettings.defaults();
    private final ClockedMeter meter = new ClockedMeter();
    private @Nullable ClockWatch watch;
    private @Nullable MeterMemory watchOf;

    /** A meter whose clock can be shifted and set; local time is UTC + 1 h. */
    private final class ClockedMeter implements CosemAccess {

        final FakeMeter session = new FakeMeter(NOW) {
            @Override
            public CosemAccess access() {
                return ClockedMeter.this;
            }
        };
        final List<String> changes = new ArrayList<>();
        Duration offset = Duration.ZERO;

        @Nullable
        Long shiftLimitSeconds = 300L;

        /** Answers a change with this code and changes nothing. */
        int refusal;

        /** Changes the clock, then breaks the link. */
        boolean breaksAfterChange;

        @Override
        public AccessOutcome get(CosemAttribute attribute) {
            if (attribute.classId() == 8) {
                return new AccessOutcome.Done(CosemValue.OctetString.of(
                        CosemDateTime.encodeLike(local(CosemDateTime.encode(NOW)), now.plus(offset))));
            }
            return attribute.classId() == 3 && shiftLimitSeconds != null
                    ? new AccessOutcome.Done(CosemValue.doubleLongUnsigned(shiftLimitSeconds))
                    : new AccessOutcome.Refused(4);
        }

        @Override
        public AccessOutcome set(CosemAttribute attribute, CosemValue value) {
            byte[] octets = ((CosemValue.OctetString) value).octets().toArray();
            assertEquals(-60, (short) (octets[9] << 8 | octets[10] & 0xFF), "the meter's own local time is kept");
            return changed(
                    "set", Duration.between(now, CosemDateTime.decode(octets).instant()));
        }

        @Override
        public AccessOutcome invoke(CosemAttribute method, CosemValue parameter) {
            assertEquals(6, method.index());
            long seconds = ((CosemValue.IntegerValue) parameter).value();
            return changed("shift " + seconds, offset.plusSeconds(seconds));
        }

        private AccessOutcome changed(String change, Duration newOffset) {
            assertTrue(memory.state().clockCorrection().open(), "the intent is durable before the frame");
            changes.add(change);
            if (refusal != 0) {
                return new AccessOutcome.Refused(refusal);
            }
            offset = newOffset;
            session.clockOffset = newOffset;
            if (breaksAfterChange) {
                throw new MeterFaultException(new MeterFault.ConnectionLost("clock change"));
            }
            return new AccessOutcome.Done(new CosemValue.NullData());
        }

        private byte[] local(byte[] utc) {
            utc[9] = (byte) 0xFF;
            utc[10] = (byte) 0xC4; // -60 minutes
            return utc;
        }
    }

    @Test
    void byDefaultADeviationIsToldWithItsEvidenceAndNothingIsChanged() {
        off(61);
        ClockWatch.Report report = look();
        assertEquals(new ClockFinding.Deviates(Duration.ofSeconds(61)), report.finding());
        Publication.Event event = events(EventCodes.REGISTER).getFirst();
        assertEquals("The meter's clock is 61 s fast; have it set.", event.text());
        assertEquals("61000", event.evidence().get("clockOffsetMillis"));
        assertEquals("3", event.evidence().get("clockReads"));
        assertEquals("right by test", event.evidence().get("headEndClock"));
        assertEquals(List.of(), meter.changes);
        assertNull(memory.state().clockCorrection());
    }

    @Test
    void aDeviationIsToldAgainOnlyWhenItChangedMaterially() {
        off(61);
        look();
        off(130);
        look();
        assertEquals(1, events(EventCodes.REGISTER).size(), "little beyond a doubling");
        off(200);
        look();
        assertEquals(2, events(EventCodes.REGISTER).size());
        off(0);
        look();
        off(-61);
        look();
        assertEquals(3, events(EventCodes.REGISTER).size());
    }

    @Test
    void aSuspectHeadEndAccusesNobodyAndChangesNothing() {
        settings = settings.with(ClockSettings.Policy.SET);
        headEnd = new ClockHealth.Suspect("test");
        off(3_600);
        ClockWatch.Report report = look();
        assertEquals(List.of(), log.commits);
        assertEquals(List.of(), meter.changes);
        assertEquals("suspect: test", watch.evidence(report.measured()).get("headEndClock"));
    }

    @Test
    void anUnknownHeadEndAccusesAtTheSecondLookAndStillChangesNothing() {
        settings = settings.with(ClockSettings.Policy.SET);
        headEnd = new ClockHealth.Unknown("test");
        off(61);
        look();
        assertEquals(List.of(), events(EventCodes.REGISTER));
        look();
        assertEquals(1, events(EventCodes.REGISTER).size());
        assertEquals(List.of(), meter.changes);
    }

    @Test
    void aClockWithinTheShiftLimitIsShiftedAndReadBack() {
        settings = settings.with(ClockSettings.Policy.SHIFT);
        off(61);
        look();
        assertEquals(List.of("shift -61"), meter.changes);
        Publication.Event told = events(EventCodes.CLOCK_CHANGED).getFirst();
        assertEquals("true", told.evidence().get("corrected"));
        assertEquals("61000", told.evidence().get("foundOffsetMillis"));
        assertEquals(List.of("CLOCK_CHANGE_INTENDED", "CLOCK_CHANGED"), facts());
        ClockCorrection correction = memory.state().clockCorrection();
        assertFalse(correction.open());
        assertTrue(correction.recapturing(), "a clock put back captures rows a second time");
    }

    @Test
    void beyondTheShiftLimitTheClockIsSetInTheMetersLocalTime() {
        settings = settings.with(ClockSettings.Policy.SET);
        off(-400);
        look();
        assertEquals(List.of("set"), meter.changes);
        assertEquals(Duration.ZERO, meter.offset);
        assertFalse(memory.state().clockCorrection().recapturing());
    }

    @Test
    void aHoldKeepsTheClockAsItIs() {
        settings = settings.with(ClockSettings.Policy.SET);
        gate.shutBy = new MeterFault.HoldActive("test");
        gate.changesLeft = 0;
        off(61);
        look();
        assertEquals(List.of(), meter.changes);
        assertEquals(List.of(), facts());
        assertTrue(events(EventCodes.REGISTER).getFirst().text().contains("hold: test"));
    }

    @Test
    void aHoldThatComesAfterTheIntentStopsTheFrameAndTakesTheIntentBack() {
        settings = settings.with(ClockSettings.Policy.SET);
        gate.shutBy = new MeterFault.HoldActive("test");
        gate.changesLeft = 1;
        off(61);
        look();
        assertEquals(List.of(), meter.changes);
        assertEquals(List.of("CLOCK_CHANGE_INTENDED", "CLOCK_CHANGE_HELD"), facts());
        assertNull(memory.state().clockCorrection());
    }

    @Test
    void aRefusalIsToldAndNotTriedAgainBeforeTheInterval() {
        settings = settings.with(ClockSettings.Policy.SET);
        meter.refusal = 3;
        off(61);
        look();
        Publication.Event told = events(EventCodes.CLOCK_CHANGED).getFirst();
        assertEquals("false", told.evidence().get("corrected"));
        assertEquals("refused with result 3", told.evidence().get("cause"));
        look();
        assertEquals(1, meter.changes.size());
        now = NOW.plus(Duration.ofHours(25));
        meter.session.fieldTime = now;
        look();
        assertEquals(2, meter.changes.size());
    }

    @Test
    void aCorrectionThatBrokeOffIsConcludedByTheNextLookAndNotSentTwice() {
        settings = settings.with(ClockSettings.Policy.SHIFT);
        meter.breaksAfterChange = true;
        off(61);
        assertThrows(MeterFaultException.class, this::look);
        MeterState durable = log.commits.getLast().next();
        assertNotNull(durable.clockCorrection());
        memory = new MeterMemory("M", durable, log, Duration.ofSeconds(1));
        look();
        assertEquals(List.of("shift -61"), meter.changes);
        assertEquals(
                "the session broke off",
                events(EventCodes.CLOCK_CHANGED).getFirst().evidence().get("cause"));
        assertEquals(
                "true", events(EventCodes.CLOCK_CHANGED).getFirst().evidence().get("corrected"));
        assertFalse(memory.state().clockCorrection().open());
    }

    private void off(long seconds) {
        meter.offset = Duration.ofSeconds(seconds);
        meter.session.clockOffset = meter.offset;
    }

    private ClockWatch.Report look() {
        HeadEndClock asked = new HeadEndClock() {
            @Override
            public ClockHealth health() {
                return headEnd;
            }

            @Override
            public void observed(String meterId, Duration offset) {
                // The test says what the head-end knows.
            }
        };
        ClockWatch.Services services = new ClockWatch.Services(settings, asked, () -> now, () -> now);
        if (watch == null || watchOf != memory) {
            watchOf = memory;
            watch = new ClockWatch(services, memory, new Announcements(memory), gate);
        }
        return watch.look(meter.session, FakeMeter.PERIOD);
    }

    private List<Publication.Event> events(String code) {
        return log.commits.stream()
                .flatMap(commit -> commit.publications().stream())
                .filter(Publication.Event.class::isInstance)
                .map(Publication.Event.class::cast)
                .filter(event -> event.code().equals(code))
                .toList();
    }

    private List<String> facts() {
        return log.commits.stream()
                .flatMap(commit -> commit.publications().stream())
                .filter(Publication.Fact.class::isInstance)
                .map(fact -> ((Publication.Fact) fact).kind())
                .toList();
    }
}
