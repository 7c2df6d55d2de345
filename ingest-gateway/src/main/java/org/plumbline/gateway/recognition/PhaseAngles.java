// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.Snapshot;

/**
 * Angles from voltage to current of the phases, and what they speak for. An angle says nothing without a current. Pure.
 *
 * @param kind what they look like
 * @param phases those concerned: bit 0 for L1, bit 1 for L2, bit 2 for L3
 * @param evidence angles in degrees, currents in amperes, and what tells the direction of the power
 */
record PhaseAngles(Kind kind, int phases, SortedMap<String, String> evidence) {

    /** The codes are stored with the phases in the three lowest bits; never reuse one. */
    enum Kind {
        /** Too little current on too few phases to tell. */
        UNKNOWN(0),
        RIGHT(0),
        /** Some phases seem to feed in while others consume. */
        CURRENT_REVERSED(1),
        /** Currents of two phases belong to each other's voltage, or all three to the next one's. */
        PHASES_CROSSED(2),
        /** The angles say that energy is taken, the power says that it is fed in, or the other way round. */
        ANGLE_AGAINST_POWER(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private static final int PHASES = 3;
    private static final List<ObisCode> ANGLES = parsed("1.0.81.7.4.255", "1.0.81.7.15.255", "1.0.81.7.26.255");
    private static final List<ObisCode> CURRENTS = parsed("1.0.31.7.0.255", "1.0.51.7.0.255", "1.0.71.7.0.255");
    private static final ObisCode SIGNED_POWER = ObisCode.parse("1.0.16.7.0.255");
    private static final ObisCode POWER_FACTOR = ObisCode.parse("1.0.13.7.0.255");

    private static final double LEAST_AMPERES = 0.2;
    /** Part of the current that must point one way for the angles to have a direction. */
    private static final double CLEAR_DIRECTION = 0.2;

    private static final double REVERSED_FROM = 150;
    private static final double CONSUMING_TO = 90;

    PhaseAngles {
        evidence = new TreeMap<>(evidence);
    }

    /** 0 when nothing is wrong or nobody can tell. */
    int code() {
        return kind.code == 0 ? 0 : kind.code << PHASES | phases;
    }

    static PhaseAngles of(Snapshot snapshot) {
        Map<ObisCode, Double> values = values(snapshot);
        SortedMap<String, String> evidence = new TreeMap<>();
        int consuming = 0;
        int reversed = 0;
        int ahead = 0;
        int behind = 0;
        double sum = 0;
        double directed = 0;
        for (int phase = 0; phase < PHASES; phase++) {
            Double angle = values.get(ANGLES.get(phase));
            Double amperes = values.get(CURRENTS.get(phase));
            if (angle == null || amperes == null || amperes < LEAST_AMPERES) {
                continue;
            }
            evidence.put("angleL" + (phase + 1), angle.toString());
            evidence.put("currentL" + (phase + 1), amperes.toString());
            double turned = turned(angle);
            int bit = 1 << phase;
            if (Math.abs(turned) >= REVERSED_FROM) {
                reversed |= bit;
            } else if (Math.abs(turned) <= CONSUMING_TO) {
                consuming |= bit;
            } else if (turned > 0) {
                ahead |= bit;
            } else {
                behind |= bit;
            }
            sum += amperes;
            directed += amperes * Math.cos(Math.toRadians(turned));
        }
        int loaded = consuming | reversed | ahead | behind;
        Double power = values.getOrDefault(SIGNED_POWER, values.get(POWER_FACTOR));
        if (power != null) {
            evidence.put(values.containsKey(SIGNED_POWER) ? "power" : "powerFactor", power.toString());
        }
        boolean wrongWay = power != null
                && power * directed < 0
                && Math.abs(directed) >= CLEAR_DIRECTION * sum
                && isClear(power, values);
        if (ahead != 0 && behind != 0 || Integer.bitCount(ahead) == PHASES || Integer.bitCount(behind) == PHASES) {
            return new PhaseAngles(Kind.PHASES_CROSSED, ahead | behind, evidence);
        }
        if (reversed != 0 && consuming != 0) {
            return new PhaseAngles(Kind.CURRENT_REVERSED, reversed, evidence);
        }
        if (wrongWay) {
            return new PhaseAngles(Kind.ANGLE_AGAINST_POWER, loaded, evidence);
        }
        return new PhaseAngles(Integer.bitCount(loaded) < 2 ? Kind.UNKNOWN : Kind.RIGHT, loaded, evidence);
    }

    /** A power near to zero has no direction. */
    private static boolean isClear(double power, Map<ObisCode, Double> values) {
        Double factor = values.get(POWER_FACTOR);
        return factor == null ? Math.abs(power) > 1 : Math.abs(factor) >= CLEAR_DIRECTION;
    }

    /** -180 to 180 degrees. */
    private static double turned(double degrees) {
        double turned = degrees % 360;
        return turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned;
    }

    private static Map<ObisCode, Double> values(Snapshot snapshot) {
        Map<ObisCode, Double> values = new HashMap<>();
        for (RegisterOutcome outcome : snapshot.registers()) {
            if (outcome instanceof RegisterOutcome.Read(RegisterValue value)) {
                values.put(value.obis(), scaled(value));
            }
        }
        return values;
    }

    private static double scaled(RegisterValue value) {
        return BigDecimal.valueOf(value.raw())
                .scaleByPowerOfTen(value.scalerUnit().scaler())
                .doubleValue();
    }

    private static List<ObisCode> parsed(String... names) {
        return List.of(names).stream().map(ObisCode::parse).toList();
    }
}
