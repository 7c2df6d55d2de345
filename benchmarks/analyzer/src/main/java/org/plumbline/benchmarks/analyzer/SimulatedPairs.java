// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.avro.CalibrationState;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.VerificationState;
import org.plumbline.schema.avro.Wiring;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.fleet.FleetPlan;
import org.plumbline.simulator.fleet.FleetPlanner;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.ProfileRow;
import org.plumbline.simulator.meter.SimulatedMeter;

/** Distinct pairs of the simulator's fleet and the records a head-end makes of their load profiles. */
final class SimulatedPairs {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final int SLOTS_PER_DAY = 96;

    private static final int SLOT_SECONDS = MeterPlan.CAPTURE_PERIOD_SECONDS;
    private static final Duration POLLED_AFTER = Duration.ofSeconds(187);
    private static final double LIMIT_PERCENT = 1;
    private static final int WATT_HOURS = 30;
    private static final int CELSIUS = 9;

    private final List<MeterPlan> tested = new ArrayList<>();
    private final List<MeterPlan> references = new ArrayList<>();
    private final List<List<ProfileRow>> testedRows = new ArrayList<>();
    private final List<List<ProfileRow>> referenceRows = new ArrayList<>();

    /**
     * @param pairs distinct pairs, at least 20
     * @param slots quarter hours that are simulated
     */
    SimulatedPairs(long seed, int pairs, int slots) {
        FleetPlan fleet = FleetPlanner.plan(seed, pairs, START);
        for (int pair = 0; pair < pairs; pair++) {
            tested.add(fleet.meters().get(2 * pair));
            references.add(fleet.meters().get(2 * pair + 1));
            testedRows.add(rows(fleet.meters().get(2 * pair), slots));
            referenceRows.add(rows(fleet.meters().get(2 * pair + 1), slots));
        }
    }

    private static List<ProfileRow> rows(MeterPlan plan, int slots) {
        Instant end = START.plusSeconds((slots + 2L) * SLOT_SECONDS);
        SimulatedMeter meter = new SimulatedMeter(plan, () -> end, new InMemoryLedger());
        return meter.rowsByTime(START.getEpochSecond() + SLOT_SECONDS, end.getEpochSecond());
    }

    /** Distinct pairs; any greater number stands for the pair that is as far beyond a multiple of it. */
    int distinct() {
        return tested.size();
    }

    /** A row of a meter's load profile as the gateway publishes it, captured at the end of the slot. */
    RegisterReading reading(int pair, Side side, int slot) {
        MeterPlan plan = plan(pair, side);
        ProfileRow row = (side == Side.TESTED ? testedRows : referenceRows)
                .get(pair % distinct())
                .get(slot);
        Instant capture = Instant.ofEpochSecond(row.captureEpochSecond());
        return RegisterReading.newBuilder()
                .setMeterId(id(pair, side))
                .setCaptureTime(capture)
                .setReceiveTime(capture.plus(POLLED_AFTER))
                .setSessionFieldTime(capture.plus(POLLED_AFTER))
                .setClockOffsetMillis(plan.clockSkewSeconds() * 1_000L)
                .setSource(ReadingSource.PROFILE)
                .setStatusBits(row.status())
                .setCalibrationEpoch(1)
                .setRegisters(List.of(
                        new RegisterValue(
                                "1.0.1.8.0.255",
                                row.registerRaw(),
                                plan.rating().registerScaler(),
                                WATT_HOURS),
                        new RegisterValue("0.0.96.9.0.255", (long) row.temperatureDecicelsius(), -1, CELSIUS)))
                .build();
    }

    MeterRegistration registration(int pair, Side side) {
        MeterPlan plan = plan(pair, side);
        MeterPlan.Rating rating = plan.rating();
        boolean isTested = side == Side.TESTED;
        return MeterRegistration.newBuilder()
                .setMeterId(id(pair, side))
                .setState(RegistrationState.ACTIVE)
                .setHost(plan.address())
                .setPort(4059)
                .setKeyReference(id(pair, side))
                .setSerialNumber(rating.serialNumber())
                .setMeterModel(plan.model().modelName())
                .setAccuracyClass(rating.accuracyClass())
                .setWiring(Wiring.valueOf(rating.wiring()))
                .setPhases(rating.phases())
                .setNominalVoltageVolts(rating.nominalVoltage())
                .setReferenceCurrentAmperes(rating.referenceCurrentAmperes())
                .setMaximumCurrentAmperes(rating.maximumCurrentAmperes())
                .setCapturePeriodSeconds(SLOT_SECONDS)
                .setPollPeriodSeconds(SLOT_SECONDS)
                .setRegisters(List.of("1.0.1.8.0.255", "0.0.96.9.0.255"))
                .setVerificationState(VerificationState.UNVERIFIED)
                .setCorrectionPolicy(isTested ? CorrectionPolicy.ADJUST_UNVERIFIED : CorrectionPolicy.OBSERVE)
                .setPolicyDocument("benchmark: class limit")
                .setLimitKind(LimitKind.CLASS)
                .setLimitPercent(isTested ? LIMIT_PERCENT : 0)
                .setMaximumPermissibleErrorPercent(isTested ? LIMIT_PERCENT : 0)
                .build();
    }

    ReferenceProfile profile(int pair) {
        return ReferenceProfile.newBuilder()
                .setProfileId(PairIds.profile(pair))
                .setKind(ReferenceKind.PAIRED)
                .setState(ProfileState.ACTIVE)
                .setTestedMeterId(PairIds.tested(pair))
                .setReferenceMeterId(PairIds.reference(pair))
                .setCertificateStandardUncertaintyPercent(0.03)
                .setCertificateTime(START)
                .setCertificateReference("benchmark")
                .setValidFrom(START)
                .build();
    }

    /** EPOCH-01: the coefficients the tested meter left the factory with. */
    MeterEvent firstEpoch(int pair) {
        MeterPlan plan = plan(pair, Side.TESTED);
        byte[] block = plan.factoryBlock().canonicalBytes();
        return MeterEvent.newBuilder()
                .setEventId("epoch-" + PairIds.tested(pair))
                .setMeterId(PairIds.tested(pair))
                .setCode(EventCodes.EPOCH)
                .setFieldTime(START)
                .setWallTime(START)
                .setCalibration(CalibrationState.newBuilder()
                        .setEpoch(1)
                        .setActiveFrom(START)
                        .setMeterModel(plan.model().modelName())
                        .setBlock(ByteBuffer.wrap(block))
                        .setChecksum(plan.model().checksum(block))
                        .setCause(EpochCause.FIRST_SEEN)
                        .build())
                .build();
    }

    private MeterPlan plan(int pair, Side side) {
        return (side == Side.TESTED ? tested : references).get(pair % distinct());
    }

    private static String id(int pair, Side side) {
        return side == Side.TESTED ? PairIds.tested(pair) : PairIds.reference(pair);
    }
}
