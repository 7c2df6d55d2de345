// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.file.Path;
import java.util.Optional;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

/** Holds signatures against the trusted signers, as of the time at which they were given. */
public final class SignatureCheck {

    private final TrustedSigners orders;
    private final TrustedSigners commands;

    private SignatureCheck(TrustedSigners orders, TrustedSigners commands) {
        this.orders = orders;
        this.commands = commands;
    }

    /**
     * From a file of trusted signers.
     *
     * @throws IllegalArgumentException when the file is malformed; names it
     */
    public static SignatureCheck by(Path signers) {
        return new SignatureCheck(
                TrustedSigners.load(signers, TrustedSigners.Purpose.ORDERS),
                TrustedSigners.load(signers, TrustedSigners.Purpose.COMMANDS));
    }

    /** Why the signature is worth nothing; empty when it is good. */
    Optional<String> refusal(CalibrationOrder order) {
        return refusal(orders.check(Canonical.signedPart(order), order.getSignature(), order.getIssuedAt()));
    }

    /** Why the signature is worth nothing; empty when it is good. */
    Optional<String> refusal(CampaignCommand command) {
        return refusal(commands.check(Canonical.signedPart(command), command.getSignature(), command.getIssuedAt()));
    }

    private static Optional<String> refusal(TrustedSigners.Check check) {
        return switch (check) {
            case TrustedSigners.Check.Trusted ignored -> Optional.empty();
            case TrustedSigners.Check.Refused refused -> Optional.of(refused.reason());
        };
    }
}
