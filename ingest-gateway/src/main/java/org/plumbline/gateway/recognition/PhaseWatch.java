// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.state.LastSeen.Suspicion;
import org.plumbline.schema.EventCodes;

/**
 * Tells phase angles that no load has, once they persist: a generator on one phase looks like a current transformer turned
 * round, but not at night. All phases turned round look like feeding in, and are not told. Pure.
 */
public final class PhaseWatch {

    private static final int LEAST_LOOKS = 3;
    private static final Duration DAY_AND_NIGHT = Duration.ofDays(1);

    private PhaseWatch() {}

    /**
     * What a look says.
     *
     * @param suspicion to be remembered
     * @param events mostly none
     */
    public record Sighting(Suspicion suspicion, List<Publication> events) {
        public Sighting {
            events = List.copyOf(events);
        }
    }

    /** @param snapshot registers read now, of which a meter may lack any */
    public static Sighting look(Snapshot snapshot, Suspicion before, Stamp stamp) {
        PhaseAngles angles = PhaseAngles.of(snapshot);
        return switch (angles.kind()) {
            case UNKNOWN -> new Sighting(before, List.of());
            case RIGHT -> new Sighting(Suspicion.NONE, before.told() ? List.of(over(angles, stamp)) : List.of());
            case CURRENT_REVERSED, PHASES_CROSSED, ANGLE_AGAINST_POWER -> suspect(angles, before, stamp);
        };
    }

    private static Sighting suspect(PhaseAngles angles, Suspicion before, Stamp stamp) {
        boolean again = before.kind() == angles.code();
        if (again && before.told()) {
            return new Sighting(before, List.of());
        }
        Instant since = again ? before.since() : stamp.fieldTime();
        int looks = again ? Math.min(before.looks() + 1, LEAST_LOOKS) : 1;
        boolean lasting = angles.kind() != PhaseAngles.Kind.CURRENT_REVERSED
                || !stamp.fieldTime().isBefore(since.plus(DAY_AND_NIGHT));
        boolean told = looks >= LEAST_LOOKS && lasting;
        return new Sighting(
                new Suspicion(angles.code(), since, looks, told),
                told ? List.of(event(angles, since, stamp)) : List.of());
    }

    private static Publication event(PhaseAngles angles, Instant since, Stamp stamp) {
        String phases = IntStream.rangeClosed(1, 3)
                .filter(phase -> (angles.phases() & 1 << (phase - 1)) != 0)
                .mapToObj(phase -> "L" + phase)
                .collect(Collectors.joining(" "));
        String text = switch (angles.kind()) {
            case CURRENT_REVERSED -> "A current seems to be connected the wrong way round (" + phases + ")";
            case PHASES_CROSSED -> "Currents and voltages of different phases seem to be connected (" + phases + ")";
            default -> "The angles contradict the direction of the power (" + phases + ")";
        };
        Map<String, String> evidence = new TreeMap<>(angles.evidence());
        evidence.put("cause", angles.kind().name());
        evidence.put("phases", phases);
        evidence.put("since", since.toString());
        return stamp.event(EventCodes.PHASE_ANGLE, text + "; have the wiring examined.", evidence);
    }

    private static Publication over(PhaseAngles angles, Stamp stamp) {
        Map<String, String> evidence = new TreeMap<>(angles.evidence());
        evidence.put("cause", "OVER");
        return stamp.event(EventCodes.PHASE_ANGLE, "The phase angles are those of a load again.", evidence);
    }
}
