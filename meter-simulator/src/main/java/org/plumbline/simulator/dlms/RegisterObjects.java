// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.plumbline.simulator.dlms.CosemData.Number;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.physics.ElectricalState;

/** Energy registers and instantaneous values. Units: unit enumeration of the Blue Book. */
final class RegisterObjects {
    static final String TEMPERATURE = "0.0.96.9.0.255";
    /** Second current sensor of a single-phase meter. */
    private static final String NEUTRAL_CURRENT = "1.0.91.7.0.255";

    private static final int DEGREE = 8;
    private static final int CELSIUS = 9;
    private static final int WATT = 27;
    private static final int VOLT_AMPERE = 28;
    private static final int VAR = 29;
    private static final int AMPERE = 33;
    private static final int VOLT = 35;
    private static final int HERTZ = 44;
    private static final int WITHOUT_UNIT = 255;
    private static final int TENTHS_OF_A_CIRCLE = 3600;
    /** Value group C of U and I of L1; L2 and L3 follow in steps of 20. */
    private static final int VOLTAGE_L1 = 32;

    private static final int CURRENT_L1 = 31;
    private static final int IMPORT_L1 = 21;
    private static final int EXPORT_L1 = 22;
    private static final int PHASE_STEP = 20;
    /** Value group E of 81.7.E: 10 * voltage + current, as I(L1)-U(L1) = 04, I(L2)-U(L2) = 15, I(L3)-U(L3) = 26. */
    private static final int[] ANGLE = {4, 15, 26};

    private RegisterObjects() {}

    /** The registers of a meter with one or three phases. */
    static List<CosemObject> of(int phases, int energyScaler) {
        List<CosemObject> objects = new ArrayList<>();
        for (EnergyQuantity quantity : EnergyQuantity.values()) {
            if (quantity.existsOn(phases)) {
                objects.add(CosemObject.register(
                        quantity.obis(),
                        energyScaler,
                        quantity.unit(),
                        meter -> CosemData.doubleLongUnsigned(meter.registerRaw(quantity))));
            }
        }
        objects.add(CosemObject.register(
                TEMPERATURE,
                -1,
                CELSIUS,
                meter -> new Number(CosemData.LONG, meter.snapshot().temperatureDecicelsius())));
        addPowers(objects);
        for (int phase = 0; phase < phases; phase++) {
            addPhase(objects, phase, phases);
        }
        if (phases == 1) {
            objects.add(instantaneous(
                    NEUTRAL_CURRENT, CosemData.DOUBLE_LONG_UNSIGNED, -3, AMPERE, ElectricalState::neutralAmperes));
        }
        return objects;
    }

    private static void addPowers(List<CosemObject> objects) {
        objects.add(power("1.0.1.7.0.255", WATT, state -> Math.max(0, state.watts())));
        objects.add(power("1.0.2.7.0.255", WATT, state -> Math.max(0, -state.watts())));
        objects.add(power("1.0.3.7.0.255", VAR, state -> Math.max(0, state.vars())));
        objects.add(power("1.0.4.7.0.255", VAR, state -> Math.max(0, -state.vars())));
        objects.add(power("1.0.9.7.0.255", VOLT_AMPERE, ElectricalState::voltAmperes));
        objects.add(instantaneous("1.0.16.7.0.255", CosemData.DOUBLE_LONG, 0, WATT, ElectricalState::watts));
        objects.add(instantaneous("1.0.13.7.0.255", CosemData.LONG, -3, WITHOUT_UNIT, ElectricalState::powerFactor));
        objects.add(instantaneous("1.0.14.7.0.255", CosemData.LONG_UNSIGNED, -2, HERTZ, ElectricalState::hertz));
    }

    private static void addPhase(List<CosemObject> objects, int phase, int phases) {
        objects.add(
                instantaneous(obis(VOLTAGE_L1, phase), CosemData.LONG_UNSIGNED, -1, VOLT, state -> state.volts(phase)));
        objects.add(instantaneous(
                obis(CURRENT_L1, phase), CosemData.DOUBLE_LONG_UNSIGNED, -3, AMPERE, state -> state.amperes(phase)));
        objects.add(CosemObject.register(
                "1.0.81.7." + ANGLE[phase] + ".255",
                -1,
                DEGREE,
                meter -> CosemData.longUnsigned(
                        (int) (Math.round(meter.electricalState().angleDegrees(phase) * 10) % TENTHS_OF_A_CIRCLE))));
        if (phases > 1) {
            objects.add(power(obis(IMPORT_L1, phase), WATT, state -> Math.max(0, state.watts(phase))));
            objects.add(power(obis(EXPORT_L1, phase), WATT, state -> Math.max(0, -state.watts(phase))));
        }
    }

    private static CosemObject power(String obis, int unit, ToDoubleFunction<ElectricalState> value) {
        return instantaneous(obis, CosemData.DOUBLE_LONG_UNSIGNED, 0, unit, value);
    }

    private static CosemObject instantaneous(
            String obis, int tag, int scaler, int unit, ToDoubleFunction<ElectricalState> value) {
        double perUnit = Math.pow(10, -scaler);
        return CosemObject.register(
                obis,
                scaler,
                unit,
                meter -> new Number(tag, Math.round(value.applyAsDouble(meter.electricalState()) * perUnit)));
    }

    private static String obis(int groupC, int phase) {
        return "1.0." + (groupC + PHASE_STEP * phase) + ".7.0.255";
    }
}
