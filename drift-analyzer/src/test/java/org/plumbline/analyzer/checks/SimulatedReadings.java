// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.ProfileRow;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.physics.ElectricalState;

/** Readings of a simulated meter as the gateway publishes them: rows since the poll before, then the registers. */
public final class SimulatedReadings {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration POLL_PERIOD = Duration.ofHours(2);

    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final SimulatedMeter meter;
    private final MeterPlan plan;
    private long rowsUntil = START.getEpochSecond() - 1;

    public SimulatedReadings(MeterPlan plan) {
        this.plan = plan;
        meter = new SimulatedMeter(plan, clock, new InMemoryLedger());
    }

    /** Something happens on a day since the start. */
    public void schedule(int day, Happening what) {
        meter.schedule(START.plus(Duration.ofDays(day)), what);
    }

    /** All readings up to the end of a day since the start, polled every two hours at a moment of the meter's own. */
    public List<RegisterReading> untilDay(int day) {
        List<RegisterReading> readings = new ArrayList<>();
        Instant end = START.plus(Duration.ofDays(day));
        Duration spread = Duration.ofSeconds(Math.floorMod(plan.meterId().hashCode(), 900) + 30);
        while (true) {
            long slots = Duration.between(START, clock.now().plus(POLL_PERIOD)).toSeconds() / POLL_PERIOD.toSeconds();
            Instant next = START.plus(POLL_PERIOD.multipliedBy(slots)).plus(spread);
            if (next.isAfter(end)) {
                return readings;
            }
            clock.advance(Duration.between(clock.now(), next));
            long now = next.getEpochSecond();
            for (ProfileRow row : meter.rowsByTime(rowsUntil + 1, now)) {
                readings.add(row(row));
            }
            rowsUntil = now;
            readings.add(poll());
        }
    }

    private RegisterReading row(ProfileRow row) {
        return reading(row.captureEpochSecond(), ReadingSource.PROFILE)
                .setStatusBits(row.status())
                .setRegisters(List.of(
                        new RegisterValue("1.0.1.8.0.255", row.registerRaw(), scaler(), 30),
                        new RegisterValue("0.0.96.9.0.255", (long) row.temperatureDecicelsius(), -1, 9)))
                .build();
    }

    private RegisterReading poll() {
        List<RegisterValue> values = new ArrayList<>();
        int phases = plan.rating().phases();
        for (EnergyQuantity quantity : EnergyQuantity.values()) {
            if (quantity.existsOn(phases)) {
                values.add(new RegisterValue(quantity.obis(), meter.registerRaw(quantity), scaler(), quantity.unit()));
            }
        }
        add(values, "1.0.16.7.0.255", 0, 27, ElectricalState::watts);
        add(values, "1.0.13.7.0.255", -3, 255, ElectricalState::powerFactor);
        for (int phase = 0; phase < phases; phase++) {
            int at = phase;
            add(values, "1.0." + (32 + 20 * phase) + ".7.0.255", -1, 35, state -> state.volts(at));
            add(values, "1.0." + (31 + 20 * phase) + ".7.0.255", -3, 33, state -> state.amperes(at));
        }
        if (phases == 1) {
            add(values, "1.0.91.7.0.255", -3, 33, ElectricalState::neutralAmperes);
        }
        return reading(meter.snapshot().clockEpochSecond(), ReadingSource.POLL)
                .setRegisters(values)
                .build();
    }

    private void add(
            List<RegisterValue> values, String obis, int scaler, int unit, ToDoubleFunction<ElectricalState> value) {
        double shown = value.applyAsDouble(meter.electricalState());
        values.add(new RegisterValue(obis, Math.round(shown * Math.pow(10, -scaler)), scaler, unit));
    }

    private RegisterReading.Builder reading(long captureSecond, ReadingSource source) {
        return RegisterReading.newBuilder()
                .setMeterId(plan.meterId())
                .setCaptureTime(Instant.ofEpochSecond(captureSecond))
                .setReceiveTime(Instant.EPOCH)
                .setSessionFieldTime(clock.now())
                .setSource(source)
                .setCalibrationEpoch(1);
    }

    private int scaler() {
        return plan.rating().registerScaler();
    }
}
