// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.Comparator;

/**
 * Meters by how far they are beyond their limit as far as that is beyond doubt, (|e| - 1.645 u_c) / limit, the furthest
 * first; then those without a limit by |e| - 1.645 u_c; then those without a figure, by meterId.
 */
public final class WorstFirst implements Comparator<MeterRow> {
    private static final Comparator<MeterRow> ORDER = Comparator.comparingInt(WorstFirst::group)
            .thenComparing(Comparator.comparingDouble(WorstFirst::beyondDoubt).reversed())
            .thenComparing(MeterRow::meterId);

    @Override
    public int compare(MeterRow one, MeterRow other) {
        return ORDER.compare(one, other);
    }

    private static int group(MeterRow row) {
        return row.errorPercent() == null ? 2 : row.limitPercent() > 0 ? 0 : 1;
    }

    private static double beyondDoubt(MeterRow row) {
        Double error = row.errorPercent();
        if (error == null) {
            return 0;
        }
        Double uncertainty = row.combinedUncertaintyPercent();
        double beyond = Math.abs(error) - VerdictWords.GUARD * (uncertainty == null ? 0 : uncertainty);
        return row.limitPercent() > 0 ? beyond / row.limitPercent() : beyond;
    }
}
