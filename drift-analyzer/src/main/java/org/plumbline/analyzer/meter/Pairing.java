// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import org.plumbline.analyzer.metrology.decision.Installation;
import org.plumbline.analyzer.metrology.decision.PolicySource;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;

/** What a tested meter is compared with, as profiles and registrations say at this moment. Immutable. */
public sealed interface Pairing {

    /** Reference meter; empty where there is none. */
    String referenceMeterId();

    /** No profile in use names the meter. */
    record None() implements Pairing {
        @Override
        public String referenceMeterId() {
            return "";
        }
    }

    /**
     * A profile names the meter, but it cannot be worked with.
     *
     * @param name name of the refusal, upper case with underscores
     * @param sentence the refusal in words, with the remedy
     */
    record Refused(String profileId, String referenceMeterId, String name, String sentence) implements Pairing {}

    /**
     * All that is needed to judge.
     *
     * @param certificate of the reference
     * @param tested format of the tested register
     * @param reference format of the reference register
     * @param policy of the tested meter
     * @param installation of the tested meter
     * @param inDoubt true while its network says that the certificate, or the comparison with the reference, does not fit
     */
    record Ready(
            String profileId,
            String referenceMeterId,
            ReferenceCertificate certificate,
            RegisterFormat tested,
            RegisterFormat reference,
            PolicySource policy,
            Installation installation,
            boolean inDoubt)
            implements Pairing {
        /** Of a reference that nothing is known against. */
        public Ready(
                String profileId,
                String referenceMeterId,
                ReferenceCertificate certificate,
                RegisterFormat tested,
                RegisterFormat reference,
                PolicySource policy,
                Installation installation) {
            this(profileId, referenceMeterId, certificate, tested, reference, policy, installation, false);
        }

        /** The same with a reference in doubt. */
        public Ready doubted() {
            return new Ready(profileId, referenceMeterId, certificate, tested, reference, policy, installation, true);
        }

        /** Of a tested meter of which no more is known than what its register can do. */
        public Ready(
                String profileId,
                String referenceMeterId,
                ReferenceCertificate certificate,
                RegisterFormat tested,
                RegisterFormat reference,
                PolicySource policy) {
            this(
                    profileId,
                    referenceMeterId,
                    certificate,
                    tested,
                    reference,
                    policy,
                    Installation.of(tested.maximumPowerWatts()));
        }
    }
}
