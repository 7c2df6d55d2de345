// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits failed logins per name: after {@code most} failures, none is looked at until {@code pause} has passed since the
 * last one. Remembers a bounded number of names; the one longest without a failure is forgotten first. Time is monotonic
 * nanoseconds. Not safe for many threads.
 */
final class AttemptLimiter {
    private static final int NAMES = 1_000;

    private record Failures(int count, long lastNanos) {}

    private final int most;
    private final long pauseNanos;
    private final Map<String, Failures> byName = new LinkedHashMap<>();

    AttemptLimiter(int most, Duration pause) {
        this.most = most;
        this.pauseNanos = pause.toNanos();
    }

    boolean mayTry(String name, long nanos) {
        Failures failures = byName.get(name);
        return failures == null || failures.count() < most || nanos - failures.lastNanos() >= pauseNanos;
    }

    void onFailure(String name, long nanos) {
        Failures before = byName.remove(name);
        int counted = before == null || nanos - before.lastNanos() >= pauseNanos ? 0 : before.count();
        byName.put(name, new Failures(counted + 1, nanos));
        if (byName.size() > NAMES) {
            byName.remove(byName.keySet().iterator().next());
        }
    }

    void onSuccess(String name) {
        byName.remove(name);
    }
}
