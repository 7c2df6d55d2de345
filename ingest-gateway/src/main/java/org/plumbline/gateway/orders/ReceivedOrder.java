// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/**
 * An order as received, with what its octets say about it.
 *
 * @param recordKey key of the record
 * @param orderId the id it carries
 * @param contentId the id its content gives
 * @param digest SHA-256 over the order's octets as received (Avro binary without header), hexadecimal
 * @param signatureDefect why the signature is worth nothing; null when it is good
 * @param target null when the order carries none
 * @param expiresAt wall-clock time after which no changing frame may be sent
 */
public record ReceivedOrder(
        String recordKey,
        String orderId,
        String contentId,
        String digest,
        @Nullable String signatureDefect,
        String meterId,
        long sequence,
        String campaignId,
        String caseId,
        @Nullable Target target,
        Instant expiresAt) {

    /**
     * What to change, and what must be found before.
     *
     * @param baseEpoch calibration epoch of the evidence
     * @param baseChecksum unsigned, as the meter must report it
     * @param targetChecksum unsigned, by the model's algorithm
     */
    public record Target(
            String meterModel,
            int baseEpoch,
            Octets baseBlock,
            long baseChecksum,
            Octets targetBlock,
            long targetChecksum) {

        /** True when what must be found is a block that its checksum contradicts (ERR-02). */
        boolean isRestore(MeterModel model) {
            return model.isBroken(baseBlock.toArray(), baseChecksum);
        }
    }

    /** True when it puts a block in the place of one that its checksum contradicts (ERR-02). */
    boolean isRestore() {
        return target != null
                && MeterModels.named(target.meterModel())
                        .filter(target::isRestore)
                        .isPresent();
    }

    public Publication.OrderReference reference() {
        return new Publication.OrderReference(orderId, digest, sequence, campaignId, caseId);
    }
}
