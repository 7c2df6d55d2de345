// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.hold.HoldState.News;

/**
 * What a readable record of {@code holds.v1} says, judged as of the record's timestamp: whoever reads the topic again,
 * however late, finds the same. Which stop a lift ends is {@link org.plumbline.schema.hold.HoldState}'s to say.
 */
public final class Lifts {

    /** A lift issued longer before its record, or after it, is worth nothing. */
    public static final Duration MAXIMUM_AGE = Duration.ofMinutes(10);

    /** A login older than this, as of the record, lifts nothing. */
    public static final Duration MAXIMUM_AUTHENTICATION_AGE = Duration.ofHours(12);

    private Lifts() {}

    /** A stop whoever set it; a lift when the person may lift. @param scope key of the record */
    public static News news(String scope, Hold hold, TrustedSigners consoles, Instant recordedAt) {
        if (hold.getActive()) {
            // An issue time in the future must not keep the stop from ever being lifted.
            Instant issuedAt = hold.getIssuedAt().isAfter(recordedAt) ? recordedAt : hold.getIssuedAt();
            return new News.Stop(Canonical.stopId(hold), hold.getReason(), issuedAt);
        }
        return refusal(scope, hold, consoles, recordedAt)
                .<News>map(News.Untrusted::new)
                .orElseGet(() -> new News.Lift(hold.getPrincipal(), hold.getLiftedStopId(), hold.getIssuedAt()));
    }

    /** A record that cannot be read stops. */
    public static News unreadable(byte[] octets, Instant recordedAt) {
        return new News.Stop(Canonical.sha256Hex(octets), "a hold that cannot be read", recordedAt);
    }

    private static Optional<String> refusal(String scope, Hold lift, TrustedSigners consoles, Instant recordedAt) {
        if (!scope.equals(lift.getScope())) {
            return Optional.of("SCOPE_MISMATCH");
        }
        if (consoles.check(Canonical.signedPart(lift), lift.getSignature(), recordedAt)
                instanceof TrustedSigners.Check.Refused(String reason)) {
            return Optional.of(reason);
        }
        if (Duration.between(lift.getIssuedAt(), recordedAt).abs().compareTo(MAXIMUM_AGE) > 0) {
            return Optional.of("LIFT_NOT_FRESH");
        }
        return Authentications.refusal(
                lift.getPrincipal(), lift.getAuthenticatedAt(), recordedAt, MAXIMUM_AUTHENTICATION_AGE);
    }
}
