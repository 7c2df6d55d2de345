// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.plumbline.simulator.physics.Climate;
import org.plumbline.simulator.physics.ConstantLoad;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.physics.Load;
import org.plumbline.simulator.physics.SeededStream;

/**
 * Everything that makes one simulated meter. Immutable; the {@code with...} methods give changed copies.
 *
 * @param meterId unique in the fleet
 * @param address own loopback address, dotted, in 127.0.0.0/8
 * @param model where and how the coefficients are kept
 * @param rating what the rating plate says
 * @param systemTitle eight octets as 16 hex digits, unique in the fleet
 * @param keys security keys of the management client
 * @param start first instant of the meter's life; whole quarter hour
 * @param load true load
 * @param errorCurve true error with the factory coefficients
 * @param climate temperature at the meter
 * @param clockSkewSeconds meter clock less true time at {@code start}, at most 400 days either way
 * @param factoryBlock coefficients at {@code start}
 * @param initialRegisterMilliwattHours what the register holds at {@code start}, at least 0
 * @param initialInvocationCounter highest counter used before {@code start}, at least 0
 * @param features what it has beside the common
 */
public record MeterPlan(
        String meterId,
        String address,
        MeterModel model,
        Rating rating,
        String systemTitle,
        MeterKeys keys,
        Instant start,
        Load load,
        ErrorCurve errorCurve,
        Climate climate,
        int clockSkewSeconds,
        CoefficientBlock factoryBlock,
        long initialRegisterMilliwattHours,
        long initialInvocationCounter,
        MeterFeatures features) {
    private static final int LARGEST_SKEW_SECONDS = 400 * 86_400;

    /** Time between rows of the load profile of a meter that has no other. */
    public static final int CAPTURE_PERIOD_SECONDS = 900;

    /**
     * The rating plate.
     *
     * @param serialNumber ASCII
     * @param firmware active firmware id, ASCII
     * @param accuracyClass "1" or "0.2S"
     * @param wiring "DIRECT" or "CT"
     * @param phases 1 or 3
     * @param referenceCurrentAmperes Iref
     * @param maximumCurrentAmperes Imax
     * @param nominalVoltage volts, phase to neutral
     * @param registerScaler power of ten of the energy register in Wh: 0, 1 or 3
     */
    public record Rating(
            String serialNumber,
            String firmware,
            String accuracyClass,
            String wiring,
            int phases,
            double referenceCurrentAmperes,
            double maximumCurrentAmperes,
            double nominalVoltage,
            int registerScaler) {
        /** Greatest active power the connection carries, in watts. */
        public double maximumWatts() {
            return phases * maximumCurrentAmperes * nominalVoltage;
        }

        Rating withRegisterScaler(int scaler) {
            return new Rating(
                    serialNumber,
                    firmware,
                    accuracyClass,
                    wiring,
                    phases,
                    referenceCurrentAmperes,
                    maximumCurrentAmperes,
                    nominalVoltage,
                    scaler);
        }
    }

    public MeterPlan {
        if (!address.startsWith("127.")) {
            throw new IllegalArgumentException("meter address must be in 127.0.0.0/8: " + address);
        }
        if (Math.floorMod(start.getEpochSecond(), (long) CAPTURE_PERIOD_SECONDS) != 0 || start.getNano() != 0) {
            throw new IllegalArgumentException("start must be a whole quarter hour: " + start);
        }
        if (Math.abs(clockSkewSeconds) > LARGEST_SKEW_SECONDS) {
            throw new IllegalArgumentException("clock skew must be at most 400 days: " + clockSkewSeconds + " s");
        }
        if (systemTitle.length() != 16) {
            throw new IllegalArgumentException("system title must have 16 hex digits");
        }
    }

    /**
     * A meter for tests: nominal coefficients, no error, no skew, 500 W of constant load, class 1, 1 Wh, keys and
     * system title derived from the meter id.
     */
    public static MeterPlan simple(String meterId, String address, MeterModel model, Instant start) {
        SeededStream stream = SeededStream.of(SeededStream.label(meterId));
        MeterKeys keys = new MeterKeys(stream.bytes(16), stream.bytes(16));
        String title = "504C42%010X".formatted(stream.nextLong() & 0xFF_FFFF_FFFFL);
        Rating rating = new Rating(
                "SIM" + meterId, "PLB-FW-1.0", "1", "DIRECT", model.phases(), model.phases() == 3 ? 10 : 5, 60, 230, 0);
        return new MeterPlan(
                meterId,
                address,
                model,
                rating,
                title,
                keys,
                start,
                new ConstantLoad(500, 0),
                ErrorCurve.ofGain(0),
                new Climate(SeededStream.label(address), 0),
                0,
                model.blockOfGain(1),
                0,
                0,
                MeterFeatures.defaults());
    }

    public MeterPlan withRating(Rating other) {
        Copy copy = new Copy(this);
        copy.rating = other;
        return copy.plan();
    }

    public MeterPlan withRegisterScaler(int scaler) {
        return withRating(rating.withRegisterScaler(scaler));
    }

    public MeterPlan withKeys(MeterKeys other) {
        Copy copy = new Copy(this);
        copy.keys = other;
        return copy.plan();
    }

    public MeterPlan withLoad(Load other) {
        Copy copy = new Copy(this);
        copy.load = other;
        return copy.plan();
    }

    public MeterPlan withErrorCurve(ErrorCurve other) {
        Copy copy = new Copy(this);
        copy.errorCurve = other;
        return copy.plan();
    }

    public MeterPlan withClimate(Climate other) {
        Copy copy = new Copy(this);
        copy.climate = other;
        return copy.plan();
    }

    public MeterPlan withClockSkewSeconds(int seconds) {
        Copy copy = new Copy(this);
        copy.clockSkewSeconds = seconds;
        return copy.plan();
    }

    public MeterPlan withFactoryBlock(CoefficientBlock other) {
        Copy copy = new Copy(this);
        copy.factoryBlock = other;
        return copy.plan();
    }

    public MeterPlan withInitialRegisterMilliwattHours(long milliwattHours) {
        Copy copy = new Copy(this);
        copy.initialRegisterMilliwattHours = milliwattHours;
        return copy.plan();
    }

    /** @param other eight octets as 16 hex digits */
    public MeterPlan withSystemTitle(String other) {
        Copy copy = new Copy(this);
        copy.systemTitle = other;
        return copy.plan();
    }

    public MeterPlan withFeatures(MeterFeatures other) {
        Copy copy = new Copy(this);
        copy.features = other;
        return copy.plan();
    }

    /** Logical device name: manufacturer and serial number, at most 16 octets. */
    public static byte[] logicalDeviceName(String serialNumber) {
        String name = "PLB" + serialNumber;
        return name.substring(0, Math.min(16, name.length())).getBytes(StandardCharsets.US_ASCII);
    }

    /** A plan in the making: everything as in another plan until it is changed. */
    private static final class Copy {
        private final MeterPlan origin;
        private Rating rating;
        private String systemTitle;
        private MeterKeys keys;
        private Load load;
        private ErrorCurve errorCurve;
        private Climate climate;
        private int clockSkewSeconds;
        private CoefficientBlock factoryBlock;
        private long initialRegisterMilliwattHours;
        private MeterFeatures features;

        Copy(MeterPlan origin) {
            this.origin = origin;
            this.rating = origin.rating;
            this.systemTitle = origin.systemTitle;
            this.keys = origin.keys;
            this.load = origin.load;
            this.errorCurve = origin.errorCurve;
            this.climate = origin.climate;
            this.clockSkewSeconds = origin.clockSkewSeconds;
            this.factoryBlock = origin.factoryBlock;
            this.initialRegisterMilliwattHours = origin.initialRegisterMilliwattHours;
            this.features = origin.features;
        }

        MeterPlan plan() {
            return new MeterPlan(
                    origin.meterId,
                    origin.address,
                    origin.model,
                    rating,
                    systemTitle,
                    keys,
                    origin.start,
                    load,
                    errorCurve,
                    climate,
                    clockSkewSeconds,
                    factoryBlock,
                    initialRegisterMilliwattHours,
                    origin.initialInvocationCounter,
                    features);
        }
    }
}
