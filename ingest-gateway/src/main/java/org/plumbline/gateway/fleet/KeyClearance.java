// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets no two meters be spoken to with one key. A registration is admitted when the use of keys is known as it stood
 * after the owner saw it: of two registrations at the same time at least one owner sees the other. Two meters that share
 * a reference are both rejected until one of them is registered otherwise. One owner's thread only.
 */
public final class KeyClearance {

    /** The meters of the owner. */
    public interface Meters {
        /** Null for a meter that is not known. */
        @Nullable
        Admission admissionOf(String meterId);

        void admit(String meterId, Admission admission);
    }

    private record Waiting(Admission.Admitted admitted, String keyReference, long question, List<Runnable> work) {}

    private final KeyUse keys;
    private final Meters meters;
    private final Map<String, Waiting> waiting = new HashMap<>();
    /** As they were admitted, or would be if they shared no key. */
    private final Map<String, Admission.Admitted> rejected = new HashMap<>();

    private long changes = -1;

    public KeyClearance(KeyUse keys, Meters meters) {
        this.keys = keys;
        this.meters = meters;
    }

    /**
     * Takes up a registration that was judged by itself.
     *
     * @param keyReference of the registration
     */
    public void register(String meterId, String keyReference, Admission judged) {
        Waiting before = waiting.remove(meterId);
        rejected.remove(meterId);
        List<Runnable> work = before == null ? new ArrayList<>() : before.work();
        if (!(judged instanceof Admission.Admitted admitted)
                || admitted.target().security() == null) {
            meters.admit(meterId, judged);
            work.forEach(Runnable::run);
            return;
        }
        if (meters.admissionOf(meterId) instanceof Admission.Admitted now
                && !now.keyFingerprint().equals(admitted.keyFingerprint())) {
            meters.admit(meterId, new Admission.Inactive());
        }
        waiting.put(meterId, new Waiting(admitted, keyReference, keys.ask(), work));
    }

    /** Does work for a meter now, or when it is known whether the meter may be spoken to. */
    public void whenKnown(String meterId, Runnable work) {
        Waiting undecided = waiting.get(meterId);
        if (undecided == null) {
            work.run();
        } else {
            undecided.work().add(work);
        }
    }

    /** Goes on with what has become known; to be called several times a second. */
    public void look() {
        settle();
        long now = keys.changes();
        if (now != changes) {
            changes = now;
            follow(keys.sharing());
        }
    }

    private void settle() {
        List<Runnable> work = new ArrayList<>();
        for (Iterator<Map.Entry<String, Waiting>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Waiting> entry = all.next();
            Waiting undecided = entry.getValue();
            // Known under another reference: a newer registration is on its way to the owner.
            if (keys.answered(undecided.question()) && keys.knows(entry.getKey(), undecided.keyReference())) {
                all.remove();
                decide(entry.getKey(), undecided.admitted());
                work.addAll(undecided.work());
            }
        }
        work.forEach(Runnable::run);
    }

    private void decide(String meterId, Admission.Admitted admitted) {
        Optional<String> other = keys.otherUser(meterId);
        if (other.isEmpty()) {
            meters.admit(meterId, admitted);
        } else {
            rejected.put(meterId, admitted);
            meters.admit(
                    meterId,
                    new Admission.Rejected("its key reference is that of meter '" + other.get()
                            + "' too; give each meter a key of its own"));
        }
    }

    private void follow(Set<String> sharing) {
        for (String meterId : sharing) {
            if (meters.admissionOf(meterId) instanceof Admission.Admitted admitted) {
                decide(meterId, admitted);
            }
        }
        for (String meterId : List.copyOf(rejected.keySet())) {
            if (!sharing.contains(meterId)) {
                Admission.Admitted free = rejected.remove(meterId);
                if (free != null) {
                    decide(meterId, free);
                }
            }
        }
    }
}
