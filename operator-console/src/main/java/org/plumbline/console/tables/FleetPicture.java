// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fleet as its page draws it. Active meters only.
 *
 * @param meters how many there are
 * @param references of these, how many serve as the reference of others and are not tested themselves
 * @param fieldTime now in the field; null while it is not known
 * @param caughtUp true while the tables hold everything that was on the topics when they were last looked at
 * @param lagRecords records on the topics that this console has yet to take into the tables
 * @param standings meters by verdict, REFUSED or UNKNOWN
 * @param freshness meters by {@link Freshness}; empty while field time is not known
 * @param drift meters with a figure by limit and class of error
 * @param cases by kind and state
 * @param campaigns by state
 * @param days the newest days without a gap, newest first
 * @param lastDays the newest whole days together, at most seven; null before the first whole day
 * @param intervalsPerDay load profile intervals that the meters of now are due to deliver per day
 * @param readsPerDay read sessions scheduled per day for the meters of now
 */
public record FleetPicture(
        long meters,
        long references,
        @Nullable Instant fieldTime,
        boolean caughtUp,
        long lagRecords,
        List<Count> standings,
        List<Count> freshness,
        List<DriftClass> drift,
        List<Count> cases,
        List<Count> campaigns,
        List<Day> days,
        @Nullable Delivery lastDays,
        long intervalsPerDay,
        double readsPerDay) {

    /** How far a picture goes. @param fieldTime null while it is not known */
    public record Moment(@Nullable Instant fieldTime, boolean caughtUp, long lagRecords) {}

    /**
     * What came in of one day, UTC.
     *
     * @param intervals load profile rows stored
     * @param sessions read sessions of meters that delivered something
     * @param delivery the same against what the meters of now are due to deliver
     */
    public record Day(LocalDate day, long intervals, long sessions, Delivery delivery) {}

    /**
     * What came in against what is due.
     *
     * @param days how many; less than one for the day in progress
     * @param intervalCompleteness intervals / intervalsDue, at most 1; null where none are due
     * @param readSuccess sessions / readsDue, at most 1; null where none are due
     */
    public record Delivery(
            double days,
            long intervals,
            double intervalsDue,
            @Nullable Double intervalCompleteness,
            long sessions,
            double readsDue,
            @Nullable Double readSuccess) {

        /** Of so many days. */
        public static Delivery of(
                double days, long intervals, long intervalsPerDay, long sessions, double readsPerDay) {
            double intervalsDue = days * intervalsPerDay;
            double readsDue = days * readsPerDay;
            return new Delivery(
                    days,
                    intervals,
                    intervalsDue,
                    intervalsDue > 0 ? (Double) Math.min(1, intervals / intervalsDue) : null,
                    sessions,
                    readsDue,
                    readsDue > 0 ? (Double) Math.min(1, sessions / readsDue) : null);
        }
    }

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
