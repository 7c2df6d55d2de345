// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;

/** Two owners, each with a view of the fleet that lags behind the topic as it likes. */
class KeyClearanceTest {

    private final Fleet fleet = new Fleet();
    private final Owner first = new Owner(fleet);
    private final Owner second = new Owner(fleet);

    @Test
    void aMeterIsAdmittedOnlyWhenTheFleetIsKnownAsItStoodAfterItsRegistration() {
        fleet.append("A", "k");
        first.sees("A", "k");
        first.look();
        assertNull(first.admissions.get("A"));
        first.catchUp();
        first.look();
        assertInstanceOf(Admission.Admitted.class, first.admissions.get("A"));
    }

    @Test
    void ofTwoRegistrationsAtTheSameTimeAtLeastOneOwnerSeesTheOther() {
        fleet.append("A", "k");
        first.sees("A", "k"); // asks here: what comes later need not be seen
        first.catchUp();
        fleet.append("B", "k");
        second.sees("B", "k");
        first.look();
        second.catchUp();
        second.look();
        assertInstanceOf(Admission.Rejected.class, second.admissions.get("B"));
        first.catchUp();
        first.look();
        Admission.Rejected told = assertInstanceOf(Admission.Rejected.class, first.admissions.get("A"));
        assertTrue(told.reason().contains("'B'"), told::reason);
    }

    @Test
    void bothAreAdmittedAgainAsSoonAsOneHasAnotherKey() {
        fleet.append("A", "k");
        fleet.append("B", "k");
        first.sees("A", "k");
        second.sees("B", "k");
        first.catchUp();
        second.catchUp();
        first.look();
        second.look();
        assertInstanceOf(Admission.Rejected.class, first.admissions.get("A"));
        assertInstanceOf(Admission.Rejected.class, second.admissions.get("B"));

        fleet.append("B", "other");
        second.sees("B", "other");
        first.catchUp();
        second.catchUp();
        first.look();
        second.look();
        assertInstanceOf(Admission.Admitted.class, first.admissions.get("A"));
        assertInstanceOf(Admission.Admitted.class, second.admissions.get("B"));
    }

    @Test
    void aMeterThatChangesItsKeyIsNotSpokenToUntilTheNewOneIsCleared() {
        fleet.append("A", "k");
        first.sees("A", "k");
        first.catchUp();
        first.look();
        fleet.append("A", "k2");
        first.sees("A", "k2");
        assertInstanceOf(Admission.Inactive.class, first.admissions.get("A"));
        first.catchUp();
        first.look();
        assertInstanceOf(Admission.Admitted.class, first.admissions.get("A"));
    }

    @Test
    void anOrderForAMeterThatIsNotYetClearedWaitsAndIsNotRefused() {
        List<String> done = new ArrayList<>();
        fleet.append("A", "k");
        first.sees("A", "k");
        first.clearance.whenKnown("A", () -> done.add("for A"));
        first.clearance.whenKnown("unknown", () -> done.add("for another"));
        assertEquals(List.of("for another"), done);
        first.catchUp();
        first.look();
        assertEquals(List.of("for another", "for A"), done);
    }

    @Test
    void aMeterKnownUnderANewerReferenceWaitsForItsNewerRegistration() {
        fleet.append("A", "k");
        fleet.append("A", "k2");
        first.sees("A", "k");
        first.catchUp();
        first.look();
        assertNull(first.admissions.get("A"));
        first.sees("A", "k2");
        first.catchUp();
        first.look();
        assertInstanceOf(Admission.Admitted.class, first.admissions.get("A"));
    }

    @Test
    void aRegistrationThatUsesNoKeyIsTakenUpAtOnce() {
        first.clearance.register("A", "k", new Admission.Inactive());
        assertInstanceOf(Admission.Inactive.class, first.admissions.get("A"));
    }

    /** The topic of registrations. */
    private static final class Fleet {
        private final List<Map.Entry<String, String>> topic = new ArrayList<>();

        void append(String meterId, String keyReference) {
            topic.add(Map.entry(meterId, keyReference));
        }
    }

    /** An owner on an instance of its own. */
    private static final class Owner implements KeyUse, KeyClearance.Meters {
        private final Fleet fleet;
        private final KeyReferenceIndex index = new KeyReferenceIndex();
        private final Map<String, Admission> admissions = new HashMap<>();
        private final KeyClearance clearance = new KeyClearance(this, this);
        private final Map<Long, Integer> endByQuestion = new HashMap<>();
        private int position;

        Owner(Fleet fleet) {
            this.fleet = fleet;
        }

        void sees(String meterId, String keyReference) {
            clearance.register(meterId, keyReference, admitted(keyReference));
        }

        void catchUp() {
            while (position < fleet.topic.size()) {
                Map.Entry<String, String> next = fleet.topic.get(position++);
                index.put(next.getKey(), next.getValue());
            }
        }

        void look() {
            clearance.look();
        }

        @Override
        public long ask() {
            long question = endByQuestion.size() + 1L;
            endByQuestion.put(question, fleet.topic.size());
            return question;
        }

        @Override
        public boolean answered(long question) {
            return position >= endByQuestion.get(question);
        }

        @Override
        public boolean knows(String meterId, String keyReference) {
            return index.holds(meterId, keyReference);
        }

        @Override
        public Optional<String> otherUser(String meterId) {
            return index.otherUser(meterId);
        }

        @Override
        public Set<String> sharing() {
            return index.sharing();
        }

        @Override
        public long changes() {
            return index.changes();
        }

        @Override
        public Admission admissionOf(String meterId) {
            return admissions.get(meterId);
        }

        @Override
        public void admit(String meterId, Admission admission) {
            admissions.put(meterId, admission);
        }

        private static Admission admitted(String keyReference) {
            byte[] key = new byte[16];
            key[0] = (byte) keyReference.hashCode();
            Registration registration = new Registration(
                    "any",
                    Registration.State.ACTIVE,
                    "10.0.0.1",
                    4059,
                    Registration.Transport.TCP_WRAPPER,
                    1,
                    16,
                    1,
                    Registration.Authentication.HLS5_GMAC,
                    0,
                    Octets.empty(),
                    keyReference,
                    "",
                    "",
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    List.of(),
                    "");
            return new AdmissionRules(reference -> Optional.of(new SecurityContext(new byte[8], key, new byte[16])))
                    .judge(registration);
        }
    }
}
