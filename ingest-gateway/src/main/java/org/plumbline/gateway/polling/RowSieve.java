// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.state.LastSeen.NewestRow;
import org.plumbline.gateway.state.LastSeen.Recapture;
import org.plumbline.gateway.state.MeterState;

/**
 * Sorts the rows of one slice by capture time, leaves out what was published before, and finds what is missing, what is
 * there twice and what was captured again. Pure.
 *
 * <p>A row of the same time and content as another is a duplicate and is left out. One of the same time and other
 * content was captured again after the clock had been set back: it is published, too, for nobody can say which of the
 * two is worth less. Behind the cursor, what stands after the row captured last of those published is due; a buffer is in
 * the order of capture, or the reverse of it. A meter that overwrites the first row in its place shows one row only, which
 * is taken for the one published before.
 *
 * @param fresh rows to be published by capture time; rows of one time in the order of their capture
 * @param again those of them that have the time of another row
 * @param duplicates rows left out
 * @param gaps stretches between two captured rows in which the meter has none
 * @param steady rows of times that no other row has, by capture time, those before the cursor included
 * @param newestRow the row captured last of those published by then; null where it is the only one of the cursor's time
 */
public record RowSieve(
        List<ProfileRow> fresh,
        List<ProfileRow> again,
        int duplicates,
        List<Gap> gaps,
        List<ProfileRow> steady,
        @Nullable NewestRow newestRow) {

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
     * What was published before.
     *
     * @param cursor greatest capture time; null before the first row
     * @param newestRow the row captured last; null where it is the only one of the cursor's time
     * @param recapture where rows may be due though the cursor is past them; null when nowhere
     */
    public record Before(
            @Nullable Instant cursor,
            @Nullable NewestRow newestRow,
            @Nullable Recapture recapture) {

        static Before of(MeterState state) {
            return new Before(
                    state.cursor(), state.seen().newestRow(), state.seen().recapture());
        }

        boolean isNewest(ProfileRow row) {
            return newestRow == null
                    ? row.captureTime().equals(cursor)
                    : row.captureTime().equals(newestRow.time()) && digest(row) == newestRow.digest();
        }
    }

    /**
     * @param rows in the meter's order, the newest first or last
     * @param capturePeriod of the profile
     */
    public static RowSieve sift(List<ProfileRow> rows, Before before, Duration capturePeriod) {
        List<ProfileRow> captured = inOrderOfCapture(rows);
        Sifting sifting = new Sifting(captured, before, capturePeriod);
        List<ProfileRow> sorted = new ArrayList<>(captured);
        sorted.sort(Comparator.comparing(ProfileRow::captureTime));
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

    private static int digest(ProfileRow row) {
        return 31 * row.values().hashCode() + row.status();
    }

    private static List<ProfileRow> inOrderOfCapture(List<ProfileRow> rows) {
        int rising = 0;
        for (int i = 1; i < rows.size(); i++) {
            rising += Integer.signum(
                    rows.get(i).captureTime().compareTo(rows.get(i - 1).captureTime()));
        }
        return rising < 0 ? rows.reversed() : rows;
    }

    private static final class Sifting {
        private final List<ProfileRow> captured;
        private final Before before;
        private final Duration capturePeriod;
        private final Set<ProfileRow> behind = identitySet();
        /** Of the row captured last of those published before; the number of rows where it is not among them. */
        private final int newestBefore;

        private final List<ProfileRow> fresh = new ArrayList<>();
        private final List<ProfileRow> again = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final List<ProfileRow> steady = new ArrayList<>();
        private int duplicates;
        private @Nullable Instant last;

        Sifting(List<ProfileRow> captured, Before before, Duration capturePeriod) {
            this.captured = captured;
            this.before = before;
            this.capturePeriod = capturePeriod;
            this.last = before.cursor();
            this.newestBefore = IntStream.range(0, captured.size())
                    .filter(row -> before.isNewest(captured.get(row)))
                    .findFirst()
                    .orElse(captured.size());
            if (newestFound() && before.recapture() != null) {
                behind.addAll(captured.subList(newestBefore + 1, captured.size()));
            }
        }

        private boolean newestFound() {
            return newestBefore < captured.size();
        }

        /** @param sameTime all rows of one capture time, in the order of their capture */
        void take(List<ProfileRow> sameTime) {
            List<ProfileRow> different = differing(sameTime);
            Instant time = sameTime.getFirst().captureTime();
            if (different.size() == 1) {
                steady.add(different.getFirst());
            }
            if (before.cursor() == null || time.isAfter(before.cursor())) {
                duplicates += sameTime.size() - different.size();
                noteGap(different.getFirst());
                fresh.addAll(different);
                again.addAll(different.subList(1, different.size()));
                last = time;
            } else {
                List<ProfileRow> due = due(different, time);
                fresh.addAll(due);
                again.addAll(due);
            }
        }

        /** Without the newest row in sight the first of several rows is taken for the one published. */
        private List<ProfileRow> due(List<ProfileRow> different, Instant time) {
            Recapture recapture = before.recapture();
            if (newestFound() || recapture == null) {
                return different.stream().filter(behind::contains).toList();
            }
            return time.isAfter(recapture.done()) ? different.subList(1, different.size()) : List.of();
        }

        RowSieve result() {
            return new RowSieve(fresh, again, duplicates, gaps, steady, newestRow());
        }

        private @Nullable NewestRow newestRow() {
            if (fresh.isEmpty()) {
                return before.newestRow();
            }
            Set<ProfileRow> published = identitySet();
            published.addAll(fresh);
            if (newestFound()) {
                published.add(captured.get(newestBefore));
            }
            ProfileRow newest = captured.reversed().stream()
                    .filter(published::contains)
                    .findFirst()
                    .orElseThrow();
            boolean alone = newest.captureTime().equals(last) && steady.contains(newest);
            return alone ? null : new NewestRow(newest.captureTime(), digest(newest));
        }

        private static Set<ProfileRow> identitySet() {
            return Collections.newSetFromMap(new IdentityHashMap<>());
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
