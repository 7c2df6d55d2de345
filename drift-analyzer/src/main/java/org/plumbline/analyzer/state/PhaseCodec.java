// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import org.plumbline.analyzer.metrology.curve.PhaseAngle;
import org.plumbline.analyzer.metrology.paired.PhaseShape;

/** Octets of what is known of a phase error; one octet where there is nothing. Versions before 4 did not know it. */
final class PhaseCodec {
    private static final int FIRST_VERSION = 4;
    private static final int FORM_NUMBERS = 8;

    /** Of the four octets of a single precision number the lowest is zero. */
    private static final int FORM_OCTETS = 3;

    private static final int SINGLE_OCTETS = 4;

    private PhaseCodec() {}

    /** Of a day with this energy. */
    static void writeDay(OctetWriter out, PhaseShape phase) {
        writeForm(out, phase);
        out.flag(phase.testedEnergyWattHours() > 0);
    }

    static PhaseShape readDay(OctetReader in, double energyWattHours) {
        return read(in, energyWattHours, true);
    }

    static void writeWhereKnown(OctetWriter out, PhaseShape phase) {
        out.flag(!phase.isNone());
        if (!phase.isNone()) {
            writeForm(out, phase);
            writeSingle(out, phase.testedEnergyWattHours());
            writeSingle(out, phase.energyWattHours());
        }
    }

    static PhaseShape readWhereKnown(OctetReader in) {
        return in.flag() ? read(in, 0, false) : PhaseShape.NONE;
    }

    private static void writeForm(OctetWriter out, PhaseShape phase) {
        double[] form = {
            phase.offset(),
            phase.curvature(),
            phase.phase(),
            phase.score(),
            phase.temperature(),
            phase.noise(),
            phase.varHours(),
            phase.tangentSquareEnergy()
        };
        for (double each : form) {
            out.tail(bits(each) >>> Byte.SIZE, FORM_OCTETS);
        }
    }

    private static PhaseShape read(OctetReader in, double dayWattHours, boolean ofADay) {
        double[] form = new double[FORM_NUMBERS];
        for (int k = 0; k < FORM_NUMBERS; k++) {
            form[k] = Float.intBitsToFloat((int) in.tail(FORM_OCTETS) << Byte.SIZE);
        }
        double byTested = ofADay ? (in.flag() ? dayWattHours : 0) : readSingle(in);
        double energy = ofADay ? dayWattHours : readSingle(in);
        return new PhaseShape(form[0], form[1], form[2], form[3], form[4], form[5], form[6], form[7], energy, byTested);
    }

    private static void writeSingle(OctetWriter out, double single) {
        out.tail(bits(single), SINGLE_OCTETS);
    }

    private static long bits(double single) {
        return Integer.toUnsignedLong(Float.floatToRawIntBits((float) single));
    }

    private static double readSingle(OctetReader in) {
        return Float.intBitsToFloat((int) in.tail(SINGLE_OCTETS));
    }

    static void writeAngle(OctetWriter out, PhaseAngle angle) {
        out.text(angle.state().name())
                .real(angle.errorPercent())
                .real(angle.standardUncertaintyPercent())
                .real(angle.meanTangent())
                .real(angle.tangentSpread())
                .flag(angle.byTested())
                .real(angle.unityErrorPercent());
    }

    static PhaseAngle readAngle(OctetReader in, int version) {
        return version < FIRST_VERSION
                ? PhaseAngle.UNKNOWN
                : new PhaseAngle(
                        Names.read(PhaseAngle.State.class, in),
                        in.real(),
                        in.real(),
                        in.real(),
                        in.real(),
                        in.flag(),
                        in.real());
    }
}
