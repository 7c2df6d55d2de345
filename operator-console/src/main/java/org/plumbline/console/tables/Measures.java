// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

/**
 * What is summed up in one place. Integers, so that the sum is the same in any order.
 *
 * @param members how many
 * @param estimated of these, with a figure
 * @param failing of these, with the verdict FAIL
 * @param absoluteErrorMicropercent sum of |e| in 1e-6 %
 * @param intervalsPerDay load profile intervals due per day
 * @param millireadsPerDay scheduled read sessions due per day, in thousandths
 */
public record Measures(
        long members,
        long estimated,
        long failing,
        long absoluteErrorMicropercent,
        long intervalsPerDay,
        long millireadsPerDay) {
    public static final Measures NONE = new Measures(0, 0, 0, 0, 0, 0);
    /** One case. */
    public static final Measures ONE = new Measures(1, 0, 0, 0, 0, 0);

    public Measures plus(Measures other) {
        return new Measures(
                members + other.members,
                estimated + other.estimated,
                failing + other.failing,
                absoluteErrorMicropercent + other.absoluteErrorMicropercent,
                intervalsPerDay + other.intervalsPerDay,
                millireadsPerDay + other.millireadsPerDay);
    }

    Measures negated() {
        return new Measures(
                -members, -estimated, -failing, -absoluteErrorMicropercent, -intervalsPerDay, -millireadsPerDay);
    }
}
