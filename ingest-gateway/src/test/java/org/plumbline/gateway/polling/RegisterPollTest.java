// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

class RegisterPollTest {

    private static final Instant NOW = Instant.parse("2026-03-20T12:07:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ObisCode VOLTAGE = ObisCode.parse("1.0.32.7.0.255");
    private static final ObisCode OF_PHASE_2 = ObisCode.parse("1.0.41.8.0.255");
    private static final CosemAttribute STATUS = new CosemAttribute(1, ObisCode.parse("0.0.96.10.1.255"), 2);

    private final FakeMeter meter = new FakeMeter(NOW);
    private final RecordingCommitLog log = new RecordingCommitLog();
    private final ReadPlans plans = new ReadPlans();
    private KnownPlan known;
    private final MeterMemory memory = new MeterMemory("M", MeterState.INITIAL, log, Duration.ofSeconds(1));

    @Test
    void theModelsRegistersAreReadInItsOrderExceptThoseTheProfileGivesOtherThanTheTotal() {
        MeterModel model = MeterModels.named("PLB-GAMMA").orElseThrow();
        ObisCode extra = ObisCode.parse("1.0.5.8.0.255");
        ReadPlan plan =
                ReadPlan.of(admitted(model, Set.of(FakeMeter.ENERGY, extra)), meter.profileLayout(FakeMeter.ENERGY));
        List<ObisCode> expected = Stream.concat(model.registers().stream().map(ObisCode::parse), Stream.of(extra))
                .toList();
        assertEquals(expected, plan.registers());
        ProfileLayout capturing = new ProfileLayout(
                FakeMeter.ENERGY,
                Duration.ofMinutes(15),
                2,
                0,
                -1,
                List.of(new ProfileLayout.Column(1, 3, extra, 2, new ScalerUnit(0, 30))));
        assertFalse(ReadPlan.of(admitted(model, Set.of(extra)), capturing)
                .registers()
                .contains(extra));
        assertTrue(plan.registers().contains(OF_PHASE_2));
        assertTrue(ReadPlan.of(admitted(model, Set.of()), null).registers().contains(FakeMeter.ENERGY));
    }

    @Test
    void whatTheMeterDoesNotHaveIsNotAskedForAgainAndScalersAreKept() {
        ReadPlan plan = ReadPlan.of(admitted(null, Set.of(VOLTAGE, OF_PHASE_2)), null);
        assertEquals(List.of(FakeMeter.ENERGY, VOLTAGE, OF_PHASE_2), plan.registers());
        ReadPlan known = plan.knowing(new Snapshot(
                List.of(new AccessOutcome.Refused(4)),
                NOW,
                0,
                List.of(
                        new RegisterOutcome.Refused(FakeMeter.ENERGY, 2),
                        read(VOLTAGE, 2301, -1, 35),
                        new RegisterOutcome.Refused(OF_PHASE_2, 4))));
        assertEquals(List.of(FakeMeter.ENERGY, VOLTAGE), known.registers(), "2 = temporary-failure");
        assertEquals(Map.of(VOLTAGE, new ScalerUnit(-1, 35)), known.scalers());
        assertFalse(known.status());
    }

    @Test
    void aMeterWithoutProfileIsReadByItsRegistersOnceInEachSlot() {
        withoutProfile();
        meter.clockOffset = Duration.ofSeconds(-3);
        meter.objects.put(STATUS, new AccessOutcome.Done(CosemValue.doubleLongUnsigned(0x21)));
        assertEquals(1, poll());

        Commit commit = log.commits.getLast();
        Publication.Reading reading =
                (Publication.Reading) commit.publications().getFirst();
        assertEquals(NOW.minusSeconds(3), reading.captureTime());
        assertEquals(Publication.Source.POLL, reading.source());
        assertEquals(0x21, reading.statusBits());
        assertEquals(
                List.of(
                        new Publication.Register(FakeMeter.ENERGY, 42, 0, 30),
                        new Publication.Register(VOLTAGE, 2301, -1, 35)),
                reading.registers());
        assertEquals(Instant.parse("2026-03-20T12:00:00Z"), commit.next().lastSlot());
        assertEquals(1, events(EventCodes.REGISTER).count(), "that it has no profile is told");
        poll();
        assertEquals(1, events(EventCodes.REGISTER).count(), "and told once");
    }

    @Test
    void slotsMissedByAMeterThatKeepsNothingAreAGap() {
        withoutProfile();
        memory.commit(state -> state.withLastSlot(Instant.parse("2026-03-20T09:00:00Z")), List.of());
        poll();
        Publication.Event gap = events(EventCodes.GAP).findFirst().orElseThrow();
        assertEquals("2026-03-20T10:00:00Z", gap.evidence().get("from"));
        assertEquals("2026-03-20T11:00:00Z", gap.evidence().get("to"));
        poll();
        assertEquals(1, events(EventCodes.GAP).count());
    }

    @Test
    void registersBesideAProfileArePublishedWithTheSlotAndOnlyWhenItsRowsAreRead() {
        meter.registers.put(VOLTAGE, read(VOLTAGE, 2301, -1, 35));
        meter.row(Instant.parse("2026-03-20T12:00:00Z"), 42, 0L);
        meter.slicesLeft = 0;
        assertThrows(MeterFaultException.class, this::poll);
        assertEquals(0, readings(Publication.Source.POLL).count());
        meter.slicesLeft = Integer.MAX_VALUE;
        assertEquals(2, poll());
        assertEquals(1, readings(Publication.Source.PROFILE).count());
        assertEquals(
                List.of(new Publication.Register(VOLTAGE, 2301, -1, 35)),
                readings(Publication.Source.POLL).findFirst().orElseThrow().registers());
        assertEquals(
                Instant.parse("2026-03-20T12:00:00Z"),
                log.commits.getLast().next().lastSlot());
    }

    @Test
    void aProfileThatIsWithheldIsAFaultAndNoReasonToReadRegisters() {
        withoutProfile();
        meter.profileRefused = 3;
        assertThrows(MeterFaultException.class, this::poll);
        assertEquals(0, readings(Publication.Source.POLL).count());
    }

    @Test
    void aPlanIsReadOnceAndFollowedUntilTheConfigurationChanges() {
        meter.registers.put(VOLTAGE, read(VOLTAGE, 2301, -1, 35));
        meter.firmware = "1.0";
        poll();
        poll();
        assertEquals(1, meter.layoutsRead);
        assertEquals(Map.of(VOLTAGE, new ScalerUnit(-1, 35)), lastRequest().scalers());

        meter.changeCounter++;
        poll();
        assertEquals(2, meter.layoutsRead, "protected change");
        meter.firmware = "1.1";
        poll();
        assertEquals(3, meter.layoutsRead, "firmware");
        meter.serial = "ANOTHER";
        poll();
        assertEquals(4, meter.layoutsRead, "exchange");
        poll();
        assertEquals(4, meter.layoutsRead);
    }

    @Test
    void rowsOfAnotherLayoutAreReadByThatLayoutInTheSameSession() {
        poll();
        meter.width = 4;
        meter.row(Instant.parse("2026-03-20T12:00:00Z"), 42, 0L);
        assertEquals(1, poll(), "the row");
        assertEquals(2, meter.layoutsRead);
        assertEquals(0, events(EventCodes.REGISTER).filter(this::isOfRows).count(), "no row was left out");
        assertNull(known);
    }

    @Test
    void rowsThatFitNoLayoutAskOnceForItAndLeaveThePlan() {
        poll();
        KnownPlan before = known;
        meter.unusableRows = 1;
        poll();
        assertEquals(2, meter.layoutsRead);
        assertEquals(before, known);
        assertEquals(1, events(EventCodes.REGISTER).filter(this::isOfRows).count());
    }

    @Test
    void aRegisterThatIsGoneMakesANewPlanAndOneThatIsRefusedForAWhileDoesNot() {
        meter.registers.put(VOLTAGE, read(VOLTAGE, 2301, -1, 35));
        poll();
        meter.registers.put(VOLTAGE, new RegisterOutcome.Refused(VOLTAGE, 2));
        poll();
        assertEquals(1, meter.layoutsRead);
        meter.registers.remove(VOLTAGE);
        poll();
        assertEquals(2, meter.layoutsRead);
        assertEquals(List.of(), known.plan().registers());
    }

    @Test
    void metersThatAreReadAlikeShareOnePlan() {
        meter.registers.put(VOLTAGE, read(VOLTAGE, 2301, -1, 35));
        poll();
        KnownPlan first = known;
        known = null;
        meter.serial = "ANOTHER";
        poll();
        assertSame(first.plan(), known.plan());
        assertNotEquals(first.configuration(), known.configuration());
    }

    private boolean isOfRows(Publication.Event event) {
        return event.evidence().containsKey("rows");
    }

    private Snapshot.Request lastRequest() {
        return meter.snapshots.getLast();
    }

    private void withoutProfile() {
        meter.profileRefused = 4;
        meter.registers.put(FakeMeter.ENERGY, read(FakeMeter.ENERGY, 42, 0, 30));
        meter.registers.put(VOLTAGE, read(VOLTAGE, 2301, -1, 35));
    }

    private int poll() {
        Admission.Admitted admitted = admitted(null, Set.of(FakeMeter.ENERGY, VOLTAGE));
        Planning planning =
                new Planning(admitted, PollingSettings.defaults().profile(), new Announcements(memory), plans, known);
        ClockWatch clockWatch = new ClockWatch(
                new ClockWatch.Services(ClockSettings.defaults(), new TrustedClock(), () -> NOW, () -> NOW),
                memory,
                new Announcements(memory),
                new OpenGate());
        PollSchedule hourly = PollSchedule.of(HOUR, FakeMeter.PERIOD, Duration.ZERO);
        int readings = new ReadingSession(
                        admitted,
                        memory,
                        PollingSettings.defaults(),
                        () -> NOW,
                        () -> NOW,
                        new Announcements(memory),
                        clockWatch,
                        planning,
                        (captureTime, capturePeriod) -> {})
                .read(meter, hourly, hourly.slotOf(NOW));
        known = planning.known();
        return readings;
    }

    private static Admission.Admitted admitted(MeterModel model, Set<ObisCode> registers) {
        return new Admission.Admitted(
                new MeterTarget("M", new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1), null, null, null),
                model,
                FakeMeter.PERIOD,
                HOUR,
                registers,
                Octets.empty(),
                PacingSettings.UNASSIGNED);
    }

    private static RegisterOutcome read(ObisCode obis, long raw, int scaler, int unit) {
        return new RegisterOutcome.Read(new RegisterValue(obis, raw, new ScalerUnit(scaler, unit)));
    }

    private Stream<Publication.Event> events(String code) {
        return published(Publication.Event.class).filter(event -> event.code().equals(code));
    }

    private Stream<Publication.Reading> readings(Publication.Source source) {
        return published(Publication.Reading.class).filter(reading -> reading.source() == source);
    }

    private <T extends Publication> Stream<T> published(Class<T> type) {
        return log.commits.stream()
                .flatMap(commit -> commit.publications().stream())
                .filter(type::isInstance)
                .map(type::cast);
    }
}
