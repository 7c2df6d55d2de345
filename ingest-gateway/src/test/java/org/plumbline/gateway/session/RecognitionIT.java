// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.evidence.Diagnosis;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.polling.Announcements;
import org.plumbline.gateway.polling.ClockWatch;
import org.plumbline.gateway.polling.Planning;
import org.plumbline.gateway.polling.PollSchedule;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.polling.ReadPlans;
import org.plumbline.gateway.polling.ReadingSession;
import org.plumbline.gateway.port.HeadEndClock;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/** Things happen to a simulated meter by script, and reading it over real sockets says what has happened. */
class RecognitionIT {

    private static final String METER = "R-1";
    private static final ObisCode ENERGY = ObisCode.parse("1.0.1.8.0.255");
    private static final Duration HOUR = Duration.ofHours(1);

    private final RecordingCommitLog log = new RecordingCommitLog();
    private final SimulatedFleet fleet = new SimulatedFleet(
            SimulatedFleet.START.plus(Duration.ofDays(1)).plusSeconds(7),
            List.of(MeterPlan.simple(METER, "127.41.0.1", MeterModel.PLB_GAMMA, SimulatedFleet.START)
                    .withFeatures(MeterFeatures.defaults().withRegisterDigits(6))));
    private final CountingCounters counters = new CountingCounters(0);
    private MeterState state = MeterState.INITIAL;
    private ClockSettings clocks = ClockSettings.defaults();
    private ClockHealth headEnd = new ClockHealth.Right("test", null);

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void registersThatRollOverAndAreReset() {
        assertEquals(List.of(EventCodes.EPOCH), codes(after(Duration.ZERO)));

        happen(new Happening.RegistersSet(999_700_000));
        assertEquals(List.of(), codes(after(Duration.ofMinutes(15))));
        Publication.Event rolledOver = only(EventCodes.REGISTER_FELL, after(HOUR));
        assertEquals("ROLLOVER", rolledOver.evidence().get("kind"));
        assertTrue(
                rolledOver.evidence().get(ENERGY.toString()).endsWith(" of 1000000"),
                rolledOver.evidence().toString());

        after(Duration.ofDays(2));
        happen(new Happening.RegistersReset());
        Publication.Event reset = only(EventCodes.REGISTER_FELL, after(HOUR));
        assertEquals("RESET", reset.evidence().get("kind"));
        assertEveryLevelIsPublishedOnce();
    }

    @Test
    void rowsThatAreMissingAreThereTwiceOrWereCapturedAgain() {
        after(Duration.ZERO);

        happen(new Happening.RowsMissing(2));
        Publication.Event gap = only(EventCodes.GAP, after(HOUR));
        assertEquals("NOT_CAPTURED", gap.evidence().get("reason"));
        assertEquals("2026-01-02T00:15:00Z", gap.evidence().get("from"));
        assertEquals("2026-01-02T00:30:00Z", gap.evidence().get("to"));

        happen(new Happening.RowsDuplicated(2));
        Publication.Event twice = only(EventCodes.REGISTER, after(HOUR));
        assertEquals("ROWS_DUPLICATED", twice.evidence().get("cause"));
        assertEquals("2", twice.evidence().get("rows"));

        happen(new Happening.ClockJumped(-3_600, false));
        List<Publication.Event> jumped = after(Duration.ofMinutes(31));
        assertEquals(List.of("CLOCK_JUMPED", "TIMES_REPEATED"), causes(jumped));
        assertEquals("-3600", caused("CLOCK_JUMPED", jumped).evidence().get("movedSeconds"));
        List<Publication.Event> again = after(HOUR);
        assertEquals(List.of("TIMES_REPEATED"), causes(again), "the rest of the hour, read across the cursor");
        assertEveryLevelIsPublishedOnce();

        happen(new Happening.ClockJumped(3_600, true));
        List<Publication.Event> set = after(Duration.ofMinutes(30));
        assertEquals(List.of("CLOCK_SET_BY_OTHER"), causes(set));
        Publication.Event setByOther = caused("CLOCK_SET_BY_OTHER", set);
        assertEquals("2026-01-02T02:31:07Z", setByOther.evidence().get("event4OldTime"));
        assertEquals("2026-01-02T03:31:07Z", setByOther.evidence().get("event5NewTime"));
        assertEquals("CLOCK_ADJUSTED", only(EventCodes.GAP, set).evidence().get("reason"));
        assertEquals(List.of(), codes(after(HOUR)));
        assertEveryLevelIsPublishedOnce();
    }

    @Test
    void headEndThatIsPutRightIsNoJumpOfTheMeter() {
        after(Duration.ZERO);
        headEnd = new ClockHealth.Suspect("stepped");
        happen(new Happening.ClockJumped(40, false)); // seen from a head-end whose own clock went wrong by as much
        assertEquals(List.of(), causes(after(Duration.ofMinutes(2))));
        headEnd = new ClockHealth.Right("test", null);
        happen(new Happening.ClockJumped(-40, false));
        assertEquals(List.of(), causes(after(Duration.ofMinutes(2))));
    }

    @Test
    void rowsCapturedAgainAfterWePutTheClockBackAreReadToo() {
        clocks = ClockSettings.defaults().with(ClockSettings.Policy.SET);
        after(Duration.ZERO);
        happen(new Happening.ClockJumped(3_600, true));
        List<Publication.Event> corrected = after(Duration.ofMinutes(5));
        assertEquals(
                "true", only(EventCodes.CLOCK_CHANGED, corrected).evidence().get("corrected"));
        for (int quarter = 0; quarter < 12; quarter++) {
            after(Duration.ofMinutes(quarter == 0 ? 10 : 15));
        }
        assertEveryLevelIsPublishedOnce();
        assertEquals(null, state.seen().recapture(), "the stretch ends when the clock has passed it");
        assertFalse(state.clockCorrection().recapturing());
    }

    @Test
    void whatSomebodyDidToTheMeterOpensEpochsAndIsTold() {
        after(Duration.ZERO);
        happen(new Happening.FirmwareChanged("PLB-FW-2.0"));
        happen(new Happening.ErrorBits(1 << 10));
        List<Publication.Event> firmware = after(HOUR);
        assertEquals("FIRMWARE", only(EventCodes.IDENTITY, firmware).evidence().get("kind"));
        assertEquals(EpochCause.FIRMWARE, state.currentEpoch().cause());
        assertEquals(
                "NV memory error",
                only(EventCodes.METER_ERROR, firmware).evidence().get("appeared"));

        happen(new Happening.TransformerRatioChanged(200, 5, Happening.Telling.COUNTED_AND_LOGGED));
        assertEquals(List.of(EventCodes.EPOCH, EventCodes.IDENTITY, EventCodes.IDENTITY), codes(after(HOUR)));
        assertEquals(EpochCause.TRANSFORMER_RATIO, state.currentEpoch().cause());

        happen(new Happening.CoefficientsChanged(1.01, Happening.Telling.COUNTED));
        happen(new Happening.Tampered(Happening.Contact.METER_COVER));
        assertEquals(
                "COUNTER_WITHOUT_LOG COVER_OPENINGS",
                only(EventCodes.SECURITY, after(HOUR)).evidence().get("cause"));
        assertEquals(EpochCause.UNORDERED_CHANGE, state.currentEpoch().cause());

        happen(new Happening.CoefficientsChanged(1.01, Happening.Telling.SILENT));
        assertEquals(
                "BLOCK_WITHOUT_COUNTER",
                only(EventCodes.SECURITY, after(Duration.ofDays(1))).evidence().get("cause"));
        assertEquals(5, state.currentEpoch().number());
        assertEveryLevelIsPublishedOnce();
    }

    @Test
    void aCurrentTransformerTurnedRoundIsToldAfterADayAndANight() {
        after(Duration.ZERO);
        happen(new Happening.CurrentTransformerReversed(2, true));
        for (int quarterOfDay = 0; quarterOfDay < 4; quarterOfDay++) {
            assertEquals(List.of(), codes(after(Duration.ofHours(6))));
        }
        Publication.Event turned = only(EventCodes.PHASE_ANGLE, after(Duration.ofHours(6)));
        assertEquals("CURRENT_REVERSED", turned.evidence().get("cause"));
        assertEquals("L2", turned.evidence().get("phases"));
        happen(new Happening.CurrentTransformerReversed(2, false));
        assertEquals(
                "OVER", only(EventCodes.PHASE_ANGLE, after(HOUR)).evidence().get("cause"));
    }

    @Test
    void aRightThatWasWithdrawnIsNamed() {
        after(Duration.ZERO);
        happen(new Happening.RightWithdrawn(7, "1.0.99.1.0.255", 2, Happening.Right.READ));
        MeterFault fault =
                assertThrows(MeterFaultException.class, () -> after(HOUR)).fault();
        assertEquals(
                "client 1 lacks READ on attribute 2 of 1.0.99.1.0.255 (class 7, access mode 0)",
                assertInstanceOf(MeterFault.RightMissing.class, fault).missing());
        Diagnosis diagnosis = Diagnosis.of(fault);
        assertEquals(Diagnosis.Cause.RIGHT, diagnosis.cause());
        assertTrue(diagnosis.evidence(fault, 1).containsKey("missingRight"));
    }

    private void happen(Happening what) {
        fleet.server.meter(METER).happen(what);
    }

    /** Events of a reading that much later, by a gateway that knows what its predecessor stored. */
    private List<Publication.Event> after(Duration later) {
        fleet.clock.advance(later);
        int told = log.commits.size();
        MeterMemory memory = new MeterMemory(
                METER, MeterStateCodec.decode(MeterStateCodec.encode(state)), log, Duration.ofSeconds(5));
        Announcements announcements = new Announcements(memory);
        ClockWatch clockWatch = new ClockWatch(
                new ClockWatch.Services(clocks, headEndClock(), fleet.clock::now, fleet.clock::now),
                memory,
                announcements,
                new ManualGate());
        Admission.Admitted meter = new Admission.Admitted(
                fleet.target(METER),
                MeterModels.named("PLB-GAMMA").orElseThrow(),
                Duration.ofMinutes(15),
                HOUR,
                Set.of(ENERGY),
                Octets.empty(),
                PacingSettings.UNASSIGNED);
        try (MeterSession session =
                fleet.connector.open(meter.target(), counters, new ManualGate(), NetworkUse.UNCOUNTED)) {
            new ReadingSession(
                            meter,
                            memory,
                            PollingSettings.defaults(),
                            fleet.clock::now,
                            fleet.clock::now,
                            announcements,
                            clockWatch,
                            new Planning(
                                    meter, PollingSettings.defaults().profile(), announcements, new ReadPlans(), null),
                            (captureTime, capturePeriod) -> {})
                    .read(session, new PollSchedule(3_600, 0), fleet.clock.now());
        }
        state = memory.state();
        return published(Publication.Event.class)
                .skip(log.commits.subList(0, told).stream()
                        .flatMap(commit -> commit.publications().stream())
                        .filter(Publication.Event.class::isInstance)
                        .count())
                .toList();
    }

    private HeadEndClock headEndClock() {
        return new HeadEndClock() {
            @Override
            public ClockHealth health() {
                return headEnd;
            }

            @Override
            public void observed(String meterId, Duration offset) {
                // Its health is set by the test.
            }
        };
    }

    private void assertEveryLevelIsPublishedOnce() {
        List<String> truth = fleet.ledger.levelsOf(METER).stream()
                .map(level -> level.captureEpochSecond() + " " + level.registerRaw())
                .sorted()
                .toList();
        List<String> published = published(Publication.Reading.class)
                .filter(reading -> reading.source() == Publication.Source.PROFILE)
                .map(reading -> reading.captureTime().getEpochSecond() + " "
                        + reading.registers().getFirst().raw())
                .sorted()
                .toList();
        assertEquals(truth, published);
    }

    private <T extends Publication> Stream<T> published(Class<T> type) {
        return new ArrayList<>(log.commits)
                .stream()
                        .flatMap(commit -> commit.publications().stream())
                        .filter(type::isInstance)
                        .map(type::cast);
    }

    private static Publication.Event only(String code, List<Publication.Event> events) {
        List<Publication.Event> found =
                events.stream().filter(event -> event.code().equals(code)).toList();
        assertEquals(1, found.size(), () -> code + " in " + events);
        return found.getFirst();
    }

    private static Publication.Event caused(String cause, List<Publication.Event> events) {
        return events.stream()
                .filter(event -> cause.equals(event.evidence().get("cause")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(List<Publication.Event> events) {
        return events.stream().map(Publication.Event::code).toList();
    }

    /** Of the clock and row events; a clock that deviates is an event without one. */
    private static List<String> causes(List<Publication.Event> events) {
        return events.stream()
                .filter(event -> event.code().equals(EventCodes.REGISTER))
                .flatMap(event -> Stream.ofNullable(event.evidence().get("cause")))
                .toList();
    }
}
