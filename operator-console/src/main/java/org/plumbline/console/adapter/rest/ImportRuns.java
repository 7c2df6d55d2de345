// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.plumbline.console.port.FleetRegister;

/** How far the newest imports are, for whoever started them. Safe for use by many threads. */
@ApplicationScoped
public class ImportRuns {
    private static final int MOST = 64;

    /**
     * How far an import is.
     *
     * @param phase receiving, reading, checking, writing or done
     * @param done rows of this phase
     * @param rows of the file; 0 while they are not counted
     */
    public record Standing(String phase, long done, long rows) {}

    private final Map<String, Standing> standings = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Standing> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<Standing> of(String person, String id) {
        return Optional.ofNullable(standings.get(key(person, id)));
    }

    synchronized void put(String person, String id, Standing standing) {
        if (!id.isEmpty()) {
            standings.put(key(person, id), standing);
        }
    }

    /** Tells the standing of one import. */
    FleetRegister.Progress progress(String person, String id, long rows) {
        return (phase, done) -> put(person, id, new Standing(phase, done, rows));
    }

    private static String key(String person, String id) {
        return person + "\n" + id;
    }
}
