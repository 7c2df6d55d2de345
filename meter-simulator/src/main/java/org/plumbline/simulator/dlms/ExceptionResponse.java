// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

/** Exception-responses; never ciphered. */
final class ExceptionResponse {
    private static final int TAG = 0xD8;
    private static final int SERVICE_NOT_ALLOWED = 1;
    private static final int SERVICE_UNKNOWN = 2;
    private static final int OPERATION_NOT_POSSIBLE = 1;
    private static final int NOT_SUPPORTED = 2;
    private static final int DECIPHERING_ERROR = 5;
    private static final int COUNTER_ERROR = 6;

    private ExceptionResponse() {}

    /** The association's state does not allow this service, or not in this protection. */
    static byte[] notAllowed() {
        return new byte[] {(byte) TAG, SERVICE_NOT_ALLOWED, OPERATION_NOT_POSSIBLE};
    }

    static byte[] notSupported() {
        return new byte[] {(byte) TAG, SERVICE_UNKNOWN, NOT_SUPPORTED};
    }

    static byte[] decipheringError() {
        return new byte[] {(byte) TAG, SERVICE_NOT_ALLOWED, DECIPHERING_ERROR};
    }

    /** Tells the highest counter accepted so far. */
    static byte[] counterError(long highestCounter) {
        return new OctetWriter(7)
                .u8(TAG)
                .u8(SERVICE_NOT_ALLOWED)
                .u8(COUNTER_ERROR)
                .u32(highestCounter)
                .toByteArray();
    }
}
