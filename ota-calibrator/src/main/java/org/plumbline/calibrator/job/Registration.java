// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the registration of a meter allows. A missing setting denies.
 *
 * @param active whether the meter is in use
 * @param meterModel model by which its coefficients are read; empty where it cannot be calibrated over the air
 * @param policy what may be done about a finding
 * @param verification legal verification state
 * @param policyDocument document that sets limits and policy; empty where there is none
 * @param limitPercent limit of MET-02 in percent; 0 = not set
 * @param maximumPermissibleErrorPercent class MPE in percent; 0 = not set
 * @param networkSegment segment for pacing; empty where it is not stated
 * @param zone time zone of the meter's site; null where it is not stated or not known by that name
 * @param restore whether the last proven block may be put back after ERR-02; null is taken for NEVER, as in states of
 *     before it was known
 */
public record Registration(
        boolean active,
        String meterModel,
        Policy policy,
        Verification verification,
        String policyDocument,
        double limitPercent,
        double maximumPermissibleErrorPercent,
        String networkSegment,
        @Nullable ZoneId zone,
        Restore restore) {

    /** Takes null for NEVER. */
    public Registration {
        restore = Objects.requireNonNullElse(restore, Restore.NEVER);
    }

    /** A meter in which nothing is restored. */
    public Registration(
            boolean active,
            String meterModel,
            Policy policy,
            Verification verification,
            String policyDocument,
            double limitPercent,
            double maximumPermissibleErrorPercent,
            String networkSegment,
            @Nullable ZoneId zone) {
        this(
                active,
                meterModel,
                policy,
                verification,
                policyDocument,
                limitPercent,
                maximumPermissibleErrorPercent,
                networkSegment,
                zone,
                Restore.NEVER);
    }

    /** What may be done about a checksum failure in the meter's memory (ERR-02). */
    public enum Restore {
        /** Nothing; also what cannot be understood. */
        NEVER,
        /** Meters without legal verification may have the last proven block back. */
        RESTORE_UNVERIFIED,
        /** The last proven block may be put back under the authority of a document. */
        RESTORE_UNDER_AUTHORITY
    }

    /** What may be done about a finding. */
    public enum Policy {
        /** Nothing but looking; also what cannot be understood. */
        OBSERVE,
        /** Advice only. */
        ADVISE,
        /** Meters without legal verification may be adjusted. */
        ADJUST_UNVERIFIED,
        /** May be adjusted under the authority of a document. */
        ADJUST_UNDER_AUTHORITY
    }

    /** Legal verification state. */
    public enum Verification {
        /** Not known. */
        UNKNOWN,
        /** Legally verified. */
        VERIFIED,
        /** Not legally verified. */
        UNVERIFIED
    }
}
