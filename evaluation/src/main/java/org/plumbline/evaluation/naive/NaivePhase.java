// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.naive;

import java.util.List;
import org.plumbline.analyzer.state.Level;
import org.plumbline.evaluation.fleet.DayReadings;

/** The obvious way to an angle error: a straight line through the hours' errors over their tan(phi). */
public final class NaivePhase {
    private static final long HOUR_SECONDS = 3_600;

    private double hours;
    private double sumTangent;
    private double sumError;
    private double sumSquare;
    private double sumProduct;

    /** A day whose levels are all there. */
    public void add(DayReadings day) {
        List<Level> tested = day.tested();
        List<Level> reference = day.reference();
        int from = 0;
        for (int k = 1; k < reference.size(); k++) {
            if (reference.get(k).register().captureEpochSecond() % HOUR_SECONDS == 0) {
                add(tested.get(from), tested.get(k), reference.get(from), reference.get(k));
                from = k;
            }
        }
    }

    private void add(Level testedFrom, Level testedTo, Level referenceFrom, Level referenceTo) {
        double active = referenceTo.register().raw() - referenceFrom.register().raw();
        double byTested = testedTo.register().raw() - testedFrom.register().raw();
        if (active <= 0) {
            return;
        }
        double tangent = (referenceTo.reactive().orElseThrow().raw()
                        - referenceFrom.reactive().orElseThrow().raw())
                / active;
        double error = 100 * (byTested / active - 1);
        hours++;
        sumTangent += tangent;
        sumError += error;
        sumSquare += tangent * tangent;
        sumProduct += tangent * error;
    }

    /** Error per unit of tan(phi), percent. */
    public double percentPerTangent() {
        return (hours * sumProduct - sumTangent * sumError) / (hours * sumSquare - sumTangent * sumTangent);
    }
}
