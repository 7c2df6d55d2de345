// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.tables.MeterLine;
import org.plumbline.console.tables.TableRecord;

/** Reference profiles of a batch on their way into the table {@code reference_profile}, which holds the active ones. */
final class ProfileRows {
    private static final Sql.Table PROFILE =
            new Sql.Table("reference_profile", List.of("profile_id"), List.of("tested_meter_id", "reference_meter_id"));

    private final SortedMap<String, Optional<Pair>> newest = new TreeMap<>();
    private final SortedMap<String, Links> changes = new TreeMap<>();

    /** Either meter is empty where the profile has none. */
    private record Pair(String profileId, String tested, String reference) {}

    private record Links(int testedBy, int referenceOf) {
        Links plus(Links other) {
            return new Links(testedBy + other.testedBy, referenceOf + other.referenceOf);
        }
    }

    ProfileRows(List<TableRecord> records) {
        for (TableRecord told : records) {
            if (told instanceof TableRecord.Of(ReferencePairing pairing)) {
                newest.put(
                        pairing.profileId(),
                        Optional.of(pairing).filter(ReferencePairing::active).map(ProfileRows::pair));
            } else if (told instanceof TableRecord.Of(FleetRecord.Removed removed)
                    && removed.kind() == FleetRecord.Kind.REFERENCE) {
                newest.put(removed.key(), Optional.empty());
            }
        }
    }

    private static Pair pair(ReferencePairing pairing) {
        return new Pair(pairing.profileId(), pairing.testedMeterId(), pairing.referenceMeterId());
    }

    void write(Connection connection) throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        before(connection).forEach(pair -> count(pair, -1));
        List<Pair> there = newest.values().stream().flatMap(Optional::stream).toList();
        there.forEach(pair -> count(pair, 1));
        PROFILE.put(
                connection,
                there.stream()
                        .map(pair -> List.of(pair.profileId(), pair.tested(), pair.reference()))
                        .toList());
        List<List<String>> gone = new ArrayList<>();
        for (Map.Entry<String, Optional<Pair>> entry : newest.entrySet()) {
            if (entry.getValue().isEmpty()) {
                gone.add(List.of(entry.getKey()));
            }
        }
        PROFILE.delete(connection, gone);
    }

    private List<Pair> before(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "SELECT profile_id, tested_meter_id, reference_meter_id FROM reference_profile"
                        + " WHERE profile_id = ANY(?) ORDER BY profile_id FOR UPDATE",
                List.of(Sql.texts(connection, newest.keySet())),
                row -> new Pair(row.getString(1), row.getString(2), row.getString(3)));
    }

    private void count(Pair pair, int more) {
        if (!pair.tested().isEmpty()) {
            changes.merge(pair.tested(), new Links(more, 0), Links::plus);
        }
        if (!pair.reference().isEmpty()) {
            changes.merge(pair.reference(), new Links(0, more), Links::plus);
        }
    }

    /** Meters whose role may have changed, after {@link #write}. */
    SortedSet<String> meterIds() {
        return new TreeSet<>(changes.keySet());
    }

    /** Brings the change into the lines of these meters. */
    void link(SortedMap<String, MeterLine> lines) {
        changes.forEach((meterId, more) ->
                lines.computeIfPresent(meterId, (id, line) -> line.withProfiles(more.testedBy(), more.referenceOf())));
    }
}
