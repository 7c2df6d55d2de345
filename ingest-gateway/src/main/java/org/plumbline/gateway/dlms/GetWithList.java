// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The list forms of GET (IEC 62056-5-3 clause 7.3.2: Get-Request-With-List and the results of Get-Response-With-List).
 * Each attribute has a result of its own, in the order asked for: one that the meter refuses moves no other.
 */
public final class GetWithList {

    /** Service and choice octets of the request. */
    public static final int REQUEST_TAG = 0xC0;

    public static final int WITH_LIST = 3;

    /** Most attributes of one request: one that fails costs no more than these. */
    public static final int MOST_ITEMS = 32;

    private static final int HEADER_OCTETS = 4; // tag, choice, invoke id and priority, count
    private static final int ITEM_OCTETS = 10; // class, logical name, attribute, no selection
    private static final int DATA = 0;
    private static final int ACCESS_RESULT = 1;

    private GetWithList() {}

    /** How many attributes a request of so many octets holds, 0..{@link #MOST_ITEMS}. */
    public static int itemsWithin(int requestOctets) {
        return Math.clamp((requestOctets - HEADER_OCTETS) / ITEM_OCTETS, 0, MOST_ITEMS);
    }

    /** @param attributes 1..{@link #MOST_ITEMS} */
    public static byte[] request(int invokeIdAndPriority, List<CosemAttribute> attributes) {
        if (attributes.isEmpty() || attributes.size() > MOST_ITEMS) {
            throw new IllegalArgumentException(attributes.size() + " attributes in one GET");
        }
        ByteBuffer out = ByteBuffer.allocate(HEADER_OCTETS + ITEM_OCTETS * attributes.size())
                .put((byte) REQUEST_TAG)
                .put((byte) WITH_LIST)
                .put((byte) invokeIdAndPriority)
                .put((byte) attributes.size());
        for (CosemAttribute attribute : attributes) {
            out.putShort((short) attribute.classId())
                    .put(attribute.obis().octets())
                    .put((byte) attribute.index())
                    .put((byte) 0);
        }
        return out.array();
    }

    /**
     * How many attributes a request asks for.
     *
     * @param request made by {@link #request}
     */
    public static int itemsOf(byte[] request) {
        return request[HEADER_OCTETS - 1];
    }

    /**
     * Decodes the results, which take all octets that remain.
     *
     * @param asked number of attributes asked for; another number of results is refused before anything is allocated
     * @throws MeterFaultException GuardViolated, for any octets that are not exactly that many results
     */
    public static List<AccessOutcome> results(ByteBuffer in, int asked) {
        int count = CosemValueDecoder.length(in);
        if (count != asked) {
            throw violated(GuardRule.LENGTH, count + " results for " + asked + " attributes");
        }
        List<AccessOutcome> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            results.add(result(in));
        }
        if (in.hasRemaining()) {
            throw violated(GuardRule.LENGTH, in.remaining() + " octets after the results");
        }
        return results;
    }

    private static AccessOutcome result(ByteBuffer in) {
        if (in.remaining() < 2) {
            throw violated(GuardRule.LENGTH, "results are cut short");
        }
        int choice = in.get();
        return switch (choice) {
            case DATA -> new AccessOutcome.Done(CosemValueDecoder.decode(in));
            case ACCESS_RESULT -> refused(in.get() & 0xFF);
            default -> throw violated(GuardRule.RESPONSE_TYPE, "result choice " + choice);
        };
    }

    private static AccessOutcome refused(int code) {
        if (code == 0) {
            throw violated(GuardRule.RESPONSE_TYPE, "success without a value");
        }
        return new AccessOutcome.Refused(code);
    }

    private static MeterFaultException violated(GuardRule rule, String detail) {
        return new MeterFaultException(new MeterFault.GuardViolated(rule, detail));
    }
}
