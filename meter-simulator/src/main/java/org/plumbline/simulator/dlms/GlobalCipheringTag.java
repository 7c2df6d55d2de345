// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import org.jspecify.annotations.Nullable;

/** The three services and the tags of their ciphered forms. */
enum GlobalCipheringTag {
    GET(0xC8, 0xCC, 0xC0, 0xC4),
    SET(0xC9, 0xCD, 0xC1, 0xC5),
    ACTION(0xCB, 0xCF, 0xC3, 0xC7);

    private final int globalRequest;
    private final int globalResponse;
    private final int plainRequest;
    private final int plainResponse;

    GlobalCipheringTag(int globalRequest, int globalResponse, int plainRequest, int plainResponse) {
        this.globalRequest = globalRequest;
        this.globalResponse = globalResponse;
        this.plainRequest = plainRequest;
        this.plainResponse = plainResponse;
    }

    /** Null when the tag is none of a ciphered request. */
    static @Nullable GlobalCipheringTag ofRequest(int tag) {
        for (GlobalCipheringTag candidate : values()) {
            if (candidate.globalRequest == tag) {
                return candidate;
            }
        }
        return null;
    }

    int globalResponse() {
        return globalResponse;
    }

    int plainRequest() {
        return plainRequest;
    }

    int plainResponse() {
        return plainResponse;
    }
}
