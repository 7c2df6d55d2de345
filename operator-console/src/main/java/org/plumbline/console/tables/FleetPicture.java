// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.time.LocalDate;
import java.util.List;

/**
 * The fleet as its page draws it. Active meters only.
 *
 * @param standings meters by verdict, REFUSED or UNKNOWN
 * @param drift meters with a figure by limit and class of error
 * @param cases by kind and state
 * @param campaigns by state
 * @param days the newest days, newest first
 * @param intervalsPerDay load profile intervals that the meters of now are due to deliver per day
 * @param readsPerDay read sessions scheduled per day for the meters of now
 */
public record FleetPicture(
        List<Count> standings,
        List<DriftClass> drift,
        List<Count> cases,
        List<Count> campaigns,
        List<Day> days,
        long intervalsPerDay,
        double readsPerDay) {

    /**
     * What came in of one day, UTC.
     *
     * @param intervals load profile rows stored
     * @param sessions read sessions of meters that delivered something
     */
    public record Day(LocalDate day, long intervals, long sessions) {}

    /** How many there are of something. @param part what it is divided by; empty where it is not divided */
    public record Count(String name, String part, long number) {}

    /**
     * Meters whose error is in one class of the histogram.
     *
     * @param limitPercent limit they are judged by; 0 = none
     * @param index the class reaches from index * 0.1 % up to (index + 1) * 0.1 %; -51 and 50 are open to the outside
     */
    public record DriftClass(double limitPercent, int index, long meters) {}

    /**
     * One cell of a heat map.
     *
     * @param row empty = not stated
     * @param column empty = not stated
     * @param meanAbsoluteErrorPercent over the meters with a figure; 0 where there are none
     */
    public record Cell(
            String row, String column, long meters, long estimated, long failing, double meanAbsoluteErrorPercent) {}
}
