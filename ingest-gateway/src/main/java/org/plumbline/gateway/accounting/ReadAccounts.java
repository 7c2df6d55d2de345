// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.accounting;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rates of the last 24 hours of field time for each network segment, in hourly steps. The number of segments is bounded:
 * those beyond it share an account. Safe for many threads.
 */
public final class ReadAccounts {

    static final int MAX_SEGMENTS = 256;

    /** Account of the segments beyond the bound. */
    public static final String OTHERS = "others";

    private static final int HOURS = 24;
    private static final long HOUR_SECONDS = 3_600;

    private final InstantSource fieldTime;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    public ReadAccounts(InstantSource fieldTime) {
        this.fieldTime = fieldTime;
    }

    /**
     * What happened in the last 24 hours.
     *
     * @param scheduled readings that fell due
     * @param stored readings whose rows are durable
     * @param days meter days that passed
     * @param completeDays of them, those with every level from midnight to midnight
     * @param expectedIntervals of those days
     * @param intervals of them, those with a row
     */
    public record Rates(
            long scheduled, long stored, long days, long completeDays, long expectedIntervals, long intervals) {

        /** Read success rate, 0..1; NaN when nothing was due. A reading stored late counts when it is stored. */
        public double readSuccess() {
            return share(stored, scheduled);
        }

        /** Billing success rate, 0..1; NaN when no day passed. */
        public double billingSuccess() {
            return share(completeDays, days);
        }

        /** 0..1; NaN when no day passed. */
        public double intervalCompleteness() {
            return share(intervals, expectedIntervals);
        }

        private static double share(long part, long whole) {
            return whole == 0 ? Double.NaN : Math.min(1.0, (double) part / whole);
        }
    }

    /** Kinds of what is counted, in the order of {@link Rates}. */
    private enum Kind {
        SCHEDULED,
        STORED,
        DAYS,
        COMPLETE_DAYS,
        EXPECTED_INTERVALS,
        INTERVALS
    }

    private static final class Account {
        private final long[][] byHour = new long[HOURS][Kind.values().length];
        private final long[] hours = new long[HOURS];

        synchronized void add(long hour, Kind kind, long number) {
            int slot = Math.toIntExact(Math.floorMod(hour, (long) HOURS));
            if (hours[slot] != hour) {
                hours[slot] = hour;
                byHour[slot] = new long[Kind.values().length];
            }
            byHour[slot][kind.ordinal()] += number;
        }

        synchronized Rates last24(long hour) {
            long[] sums = new long[Kind.values().length];
            for (int slot = 0; slot < HOURS; slot++) {
                if (hours[slot] > hour - HOURS && hours[slot] <= hour) {
                    for (int kind = 0; kind < sums.length; kind++) {
                        sums[kind] += byHour[slot][kind];
                    }
                }
            }
            return new Rates(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
        }
    }

    /** @param readings that fell due */
    public void scheduled(String segment, long readings) {
        account(segment).add(hour(), Kind.SCHEDULED, readings);
    }

    public void stored(String segment) {
        account(segment).add(hour(), Kind.STORED, 1);
    }

    /** A meter's day has passed; see {@link DayTally.Listener}. */
    public void dayClosed(String segment, int intervals, int expected, boolean complete) {
        Account account = account(segment);
        long hour = hour();
        account.add(hour, Kind.DAYS, 1);
        account.add(hour, Kind.COMPLETE_DAYS, complete ? 1 : 0);
        account.add(hour, Kind.EXPECTED_INTERVALS, expected);
        account.add(hour, Kind.INTERVALS, intervals);
    }

    /** The name under which a segment is counted: its own, or {@link #OTHERS}. */
    public String accountOf(String segment) {
        account(segment);
        return accounts.containsKey(segment) ? segment : OTHERS;
    }

    /** All zero for an account that does not exist. */
    public Rates rates(String account) {
        Account known = accounts.get(account);
        return known == null ? new Rates(0, 0, 0, 0, 0, 0) : known.last24(hour());
    }

    private Account account(String segment) {
        Account known = accounts.get(segment);
        if (known != null) {
            return known;
        }
        synchronized (accounts) {
            String name = accounts.size() < MAX_SEGMENTS ? segment : OTHERS;
            return accounts.computeIfAbsent(name, unused -> new Account());
        }
    }

    private long hour() {
        return Math.floorDiv(fieldTime.instant().getEpochSecond(), HOUR_SECONDS);
    }
}
