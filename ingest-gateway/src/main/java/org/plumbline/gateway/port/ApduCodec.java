// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.time.Instant;
import java.util.List;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.Octets;

/**
 * Encodes requests and decodes replies of one association: plain xDLMS APDUs, ciphering is not its matter. Strictly one
 * request, then its replies. Every method throws {@link org.plumbline.gateway.dlms.MeterFaultException} with CodecFailed
 * when the codec fails in any way, by error or exception.
 */
public interface ApduCodec {

    byte[] get(CosemAttribute attribute);

    /** @param attributes 1..{@link org.plumbline.gateway.dlms.GetWithList#MOST_ITEMS} */
    byte[] getList(List<CosemAttribute> attributes);

    /** GET of a profile buffer by range on the clock; both ends included. */
    byte[] getRange(CosemAttribute buffer, Instant from, Instant to);

    byte[] set(CosemAttribute attribute, CosemValue value);

    byte[] action(CosemAttribute method, CosemValue parameter);

    /**
     * @param plainApdu a reply that the frame guard let pass
     * @throws org.plumbline.gateway.dlms.MeterFaultException CodecFailed or GuardViolated, for octets that are no reply
     */
    Reply decode(byte[] plainApdu);

    /** What a reply means. */
    sealed interface Reply {

        /** @param data A-XDR octets of the value or of the list of results, empty where the service returns none */
        record Complete(Octets data) implements Reply {}

        /** @param code data-access-result or action-result */
        record Refused(int code) implements Reply {}

        /** @param nextRequest asks for the next block */
        record MoreBlocks(byte[] nextRequest) implements Reply {}
    }
}
