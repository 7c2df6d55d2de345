// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.plumbline.analyzer.adapter.avro.CaseCommands;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.CaseCommandAction;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.schema.signing.TrustedSigners;

/** Signs the commands of people as a console does. */
final class Clerk {
    private final Path signersFile;
    private final Instant now;
    private final SigningKey key;
    /** Has the console's name, but not its key. */
    final SigningKey forged;

    private int commands;

    Clerk(Path directory, Instant now) {
        this.now = now;
        signersFile = directory.resolve("signers.json");
        Path own = directory.resolve("console.pem");
        Path other = directory.resolve("other.pem");
        String publicKey = SigningKey.generate(own);
        SigningKey.generate(other);
        key = SigningKey.load("console", own);
        forged = SigningKey.load("console", other);
        try {
            Files.writeString(signersFile, """
                    [{"keyId":"console","algorithm":"Ed25519","publicKey":"%s","purpose":"COMMANDS",
                      "validFrom":"2025-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z","revoked":false}]
                    """.formatted(publicKey));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CaseCommands trusted() {
        return new CaseCommands(
                TrustedSigners.load(signersFile, TrustedSigners.Purpose.COMMANDS), Duration.ofHours(12));
    }

    /** A command of ann, authenticated a minute ago; every one is another. */
    CaseCommand.Builder command(String caseId, CaseCommandAction action) {
        return CaseCommand.newBuilder()
                .setMeterId(caseId.substring(0, caseId.indexOf('|')))
                .setCaseId(caseId)
                .setAction(action)
                .setPrincipal("ann")
                .setAuthenticatedAt(now.minusSeconds(60))
                .setIssuedAt(now.plusMillis(commands++))
                .setReason("seen on site");
    }

    CaseCommand signed(CaseCommand.Builder command) {
        return signed(command, key);
    }

    CaseCommand signed(CaseCommand.Builder command, SigningKey by) {
        CaseCommand named =
                command.setCommandId(Canonical.commandId(command.build())).build();
        return CaseCommand.newBuilder(named)
                .setSignature(by.sign(Canonical.signedPart(named)))
                .build();
    }
}
