// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

/**
 * What a campaign's plan asks of the jobs of its meters.
 *
 * @param priority the campaign of higher priority takes a meter first
 * @param window when orders are released
 * @param pacing how many are out at one time
 */
public record Terms(int priority, MaintenanceWindow window, Pacing pacing) {

    /** Of a campaign without a plan. */
    public static final Terms UNPLANNED = new Terms(0, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL);
}
