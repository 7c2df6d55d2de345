// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
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
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** Records of a small fleet whose truth is known: a tested meter that runs by a given error, and its exact reference. */
public final class Fleet {
    public static final long FIRST_DAY = 20_000;
    public static final String MODEL = "PLB-ALPHA";
    /** Rows of a day; half-hourly to keep the tests quick. */
    static final int STEPS = 48;

    private static final double MAXIMUM_WATTS = 230.0 * 60;

    private Fleet() {}

    public static String reference(String testedId) {
        return testedId + "-ref";
    }

    public static MeterRegistration registration(String meterId) {
        return MeterRegistration.newBuilder()
                .setMeterId(meterId)
                .setState(RegistrationState.ACTIVE)
                .setMeterModel(MODEL)
                .setAccuracyClass("1")
                .setPhases(1)
                .setNominalVoltageVolts(230)
                .setReferenceCurrentAmperes(5)
                .setMaximumCurrentAmperes(60)
                .setCapturePeriodSeconds(86_400 / STEPS)
                .setVerificationState(VerificationState.UNVERIFIED)
                .setCorrectionPolicy(CorrectionPolicy.ADJUST_UNVERIFIED)
                .setPolicyDocument("sub-meter policy 1")
                .setLimitKind(LimitKind.CLASS)
                .setLimitPercent(1)
                .setMaximumPermissibleErrorPercent(1)
                .build();
    }

    public static ReferenceProfile profile(String testedId) {
        return ReferenceProfile.newBuilder()
                .setProfileId("profile-" + testedId)
                .setKind(ReferenceKind.PAIRED)
                .setState(ProfileState.ACTIVE)
                .setTestedMeterId(testedId)
                .setReferenceMeterId(reference(testedId))
                .setCertificateErrorPercent(0)
                .setCertificateStandardUncertaintyPercent(0.03)
                .setDriftPercentPerYear(0.01)
                .setCertificateTime(day(FIRST_DAY))
                .build();
    }

    /** A meter of a double-metered point; the two differ in type and maker. */
    public static MeterRegistration doubleMetered(String meterId) {
        String maker = meterId.endsWith("-ref") ? "REF" : "TST";
        return MeterRegistration.newBuilder(registration(meterId))
                .setTypeDesignation("type of " + meterId)
                .setSystemTitle(ByteBuffer.wrap((maker + "00001").getBytes(StandardCharsets.US_ASCII)))
                .setPhases(3)
                .setCapturePeriodSeconds(600)
                .build();
    }

    /** Profile of a double-metered point of 36 kW under surveillance from the first day on. */
    public static ReferenceProfile surveilled(String testedId) {
        return ReferenceProfile.newBuilder(profile(testedId))
                .setSurveillance("FR-ANNEXE-8")
                .setSurveilledFrom(day(FIRST_DAY))
                .setNominalPowerWatts(36_000)
                .build();
    }

    /** Base block of the model with every gain at 1. */
    public static byte[] nominalBlock() {
        return HexFormat.of().parseHex("01010040000000 00".replace(" ", ""));
    }

    public static MeterEvent epoch(String meterId, int epoch, EpochCause cause, byte[] block, String orderId) {
        MeterModel model = MeterModels.named(MODEL).orElseThrow();
        return MeterEvent.newBuilder()
                .setEventId(meterId + epoch)
                .setMeterId(meterId)
                .setCode(EventCodes.EPOCH)
                .setFieldTime(day(FIRST_DAY))
                .setCalibration(CalibrationState.newBuilder()
                        .setEpoch(epoch)
                        .setMeterModel(MODEL)
                        .setBlock(ByteBuffer.wrap(block))
                        .setChecksum(model.checksumOf(block))
                        .setCause(cause)
                        .setOrderId(orderId)
                        .build())
                .build();
    }

    public static Instant day(long epochDay) {
        return Instant.EPOCH.plus(Duration.ofDays(epochDay));
    }

    public static RegisterReading reading(String meterId, Instant capture, long raw, int epoch) {
        return reading(meterId, capture, raw, 0, epoch);
    }

    static RegisterReading reading(String meterId, Instant capture, long raw, int scaler, int epoch) {
        return RegisterReading.newBuilder()
                .setMeterId(meterId)
                .setCaptureTime(capture)
                .setReceiveTime(capture)
                .setSessionFieldTime(capture)
                .setSource(ReadingSource.PROFILE)
                .setCalibrationEpoch(epoch)
                .setRegisters(List.of(
                        new RegisterValue("1.0.1.8.0.255", raw, scaler, 30),
                        new RegisterValue("0.0.96.9.0.255", 213L, -1, 9)))
                .build();
    }

    /** The same meter read in another way: later, and with more on its register. */
    static RegisterReading otherwiseRead(RegisterReading row, ReadingSource source, Duration later, long more) {
        Instant capture = row.getCaptureTime().plus(later);
        long raw = row.getRegisters().getFirst().getRaw() + more;
        return RegisterReading.newBuilder(reading(row.getMeterId(), capture, raw, row.getCalibrationEpoch()))
                .setSource(source)
                .build();
    }

    /** What a tested meter is on a day. */
    public record Truth(double errorPercent, int calibrationEpoch) {}

    /** Truth by day. */
    @FunctionalInterface
    public interface Story {
        Truth on(long epochDay);
    }

    /**
     * Readings of both meters of a pair in capture order, from 00:00 of the first day to 24:00 of the last; deterministic
     * by seed.
     */
    public static List<RegisterReading> readings(String testedId, long fromDay, int days, long seed, Story story) {
        return readings(testedId, fromDay, days, seed, story, 0);
    }

    static List<RegisterReading> readings(String testedId, long fromDay, int days, long seed, Story story, int scaler) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<RegisterReading> readings = new ArrayList<>(2 * days * STEPS + 2);
        double unit = Math.pow(10, scaler);
        double tested = 100_000 + 1_000 * chance.nextDouble();
        double reference = 200_000 + 1_000 * chance.nextDouble();
        for (int k = 0; k <= days * STEPS; k++) {
            Instant capture = day(fromDay).plusSeconds(86_400L / STEPS * k);
            Truth truth = story.on(fromDay + k / STEPS);
            readings.add(reading(testedId, capture, (long) (tested / unit), scaler, truth.calibrationEpoch()));
            readings.add(reading(reference(testedId), capture, (long) (reference / unit), scaler, 1));
            // Mostly low, often middle, now and then full load, as in a small business.
            double load = chance.nextInt(4) == 0 ? 0.3 + 0.7 * chance.nextDouble() : 0.02 + 0.25 * chance.nextDouble();
            double wattHours = load * MAXIMUM_WATTS * 24 / STEPS;
            reference += wattHours;
            tested += wattHours * (1 + truth.errorPercent() / 100);
        }
        return readings;
    }
}
