// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.state.LastSeen.Recapture;

/**
 * Sorts the rows of one slice by capture time, leaves out what was published before, and finds what is missing, what is
 * there twice and what was captured again. Pure.
 *
 * <p>A row of the same time and content as another is a duplicate and is left out. One of the same time and other
 * content was captured again after the clock had been set back: it is published, too, for nobody can say which of the
 * two is worth less. A meter that overwrites the row of that time instead shows one row only, which is taken for the
 * one published before.
 *
 * @param fresh rows to be published by capture time; rows of one time in the order of their capture
 * @param again those of them that have the time of another row
 * @param duplicates rows left out
 * @param gaps stretches between two captured rows in which the meter has none
 * @param steady rows of times that no other row has, by capture time, those before the cursor included
 */
public record RowSieve(
        List<ProfileRow> fresh, List<ProfileRow> again, int duplicates, List<Gap> gaps, List<ProfileRow> steady) {

    public RowSieve {
        fresh = List.copyOf(fresh);
        again = List.copyOf(again);
        gaps = List.copyOf(gaps);
        steady = List.copyOf(steady);
    }

    /**
     * First and last capture time without a row.
     *
     * @param statusAfter profile status of the next row
     */
    public record Gap(Instant from, Instant to, int statusAfter) {}

    /**
     * @param rows in the meter's order, the newest first or last
     * @param cursor capture time of the last row published; null before the first
     * @param recapture where the second of two rows may be due though the cursor is past it; null when nowhere
     * @param capturePeriod of the profile
     */
    public static RowSieve sift(
            List<ProfileRow> rows, @Nullable Instant cursor, @Nullable Recapture recapture, Duration capturePeriod) {
        Sifting sifting = new Sifting(cursor, recapture, capturePeriod);
        List<ProfileRow> sorted = byTime(rows);
        int begin = 0;
        for (int end = 1; end <= sorted.size(); end++) {
            if (end == sorted.size()
                    || !sorted.get(end).captureTime().equals(sorted.get(begin).captureTime())) {
                sifting.take(sorted.subList(begin, end));
                begin = end;
            }
        }
        return sifting.result();
    }

    /** Rows of one time stay in the order of their capture. */
    private static List<ProfileRow> byTime(List<ProfileRow> rows) {
        int rising = 0;
        for (int i = 1; i < rows.size(); i++) {
            rising += Integer.signum(
                    rows.get(i).captureTime().compareTo(rows.get(i - 1).captureTime()));
        }
        List<ProfileRow> sorted = new ArrayList<>(rising < 0 ? rows.reversed() : rows);
        sorted.sort(Comparator.comparing(ProfileRow::captureTime));
        return sorted;
    }

    private static final class Sifting {
        private final @Nullable Instant cursor;
        private final @Nullable Recapture recapture;
        private final Duration capturePeriod;
        private final List<ProfileRow> fresh = new ArrayList<>();
        private final List<ProfileRow> again = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final List<ProfileRow> steady = new ArrayList<>();
        private int duplicates;
        private @Nullable Instant last;

        Sifting(@Nullable Instant cursor, @Nullable Recapture recapture, Duration capturePeriod) {
            this.cursor = cursor;
            this.recapture = recapture;
            this.capturePeriod = capturePeriod;
            this.last = cursor;
        }

        /** @param sameTime all rows of one capture time, in the order of their capture */
        void take(List<ProfileRow> sameTime) {
            List<ProfileRow> different = differing(sameTime);
            Instant time = sameTime.getFirst().captureTime();
            List<ProfileRow> later = different.subList(1, different.size());
            if (later.isEmpty()) {
                steady.add(different.getFirst());
            }
            if (cursor == null || time.isAfter(cursor)) {
                duplicates += sameTime.size() - different.size();
                noteGap(different.getFirst());
                fresh.addAll(different);
                again.addAll(later);
                last = time;
            } else if (recapture != null && time.isAfter(recapture.done())) {
                fresh.addAll(later);
                again.addAll(later);
            }
        }

        RowSieve result() {
            return new RowSieve(fresh, again, duplicates, gaps, steady);
        }

        private void noteGap(ProfileRow row) {
            if (last != null && Duration.between(last, row.captureTime()).compareTo(capturePeriod) > 0) {
                Instant from = last.plus(capturePeriod);
                Instant to = row.captureTime().minus(capturePeriod);
                gaps.add(new Gap(from, to.isBefore(from) ? from : to, row.status()));
            }
        }

        private static List<ProfileRow> differing(List<ProfileRow> sameTime) {
            if (sameTime.size() == 1) {
                return sameTime;
            }
            List<ProfileRow> different = new ArrayList<>();
            for (ProfileRow row : sameTime) {
                if (different.stream().noneMatch(other -> sameContent(row, other))) {
                    different.add(row);
                }
            }
            return different;
        }

        private static boolean sameContent(ProfileRow row, ProfileRow other) {
            return row.status() == other.status() && row.values().equals(other.values());
        }
    }
}
