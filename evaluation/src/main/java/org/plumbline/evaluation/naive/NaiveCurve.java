// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.naive;

import java.util.List;
import org.plumbline.analyzer.state.Level;
import org.plumbline.evaluation.fleet.DayReadings;

/** A straight line through the errors of all intervals over their load, as a spreadsheet would draw it. */
public final class NaiveCurve {
    private double count;
    private double loads;
    private double errors;
    private double squareLoads;
    private double products;

    /** Takes the intervals of a day read without gaps. */
    public void add(DayReadings day) {
        List<Level> reference = day.reference();
        for (int k = 1; k < reference.size(); k++) {
            double expected = NaiveDay.increment(reference, k);
            if (expected > 0) {
                double error = 100 * (NaiveDay.increment(day.tested(), k) / expected - 1);
                double hours = (seconds(reference, k) - seconds(reference, k - 1)) / 3600.0;
                double wattHours =
                        expected * Math.pow(10, reference.get(k).register().scaler());
                double load = wattHours / hours / day.format().maximumPowerWatts();
                count++;
                loads += load;
                errors += error;
                squareLoads += load * load;
                products += load * error;
            }
        }
    }

    /** Error in percent at a load, as a fraction of maximum power. */
    public double errorPercent(double loadFraction) {
        double slope = (count * products - loads * errors) / (count * squareLoads - loads * loads);
        return errors / count + slope * (loadFraction - loads / count);
    }

    private static long seconds(List<Level> levels, int k) {
        return levels.get(k).register().captureEpochSecond();
    }
}
