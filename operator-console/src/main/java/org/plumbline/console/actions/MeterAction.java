// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * Something asked of one meter, as the topic of read requests has it.
 *
 * @param actionId the requestId on the topic
 * @param principal who asked
 * @param requestedAt wall-clock time, in whole milliseconds
 * @param expiresAt wall-clock time from which it is refused instead of begun
 */
public record MeterAction(
        String actionId,
        String meterId,
        String principal,
        ActionRequest request,
        Instant requestedAt,
        Instant expiresAt) {

    private static final int ID_OCTETS = 12;

    /** An action asked now; its id follows from its content. */
    public static MeterAction of(String principal, String meterId, ActionRequest request, Instant now) {
        Instant requestedAt = now.truncatedTo(ChronoUnit.MILLIS);
        String content = String.join(
                "\u0000",
                principal,
                meterId,
                request.kind().name(),
                request.reason(),
                String.join(",", request.registers()),
                String.valueOf(request.from()),
                String.valueOf(request.to()),
                requestedAt.toString());
        return new MeterAction(
                "action-" + digest(content),
                meterId,
                principal,
                request,
                requestedAt,
                requestedAt.plus(request.kind().validity()));
    }

    private static String digest(String content) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, ID_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
