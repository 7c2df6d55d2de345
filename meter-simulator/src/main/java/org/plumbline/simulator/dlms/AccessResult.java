// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

/** Data-access-results and action-results, which share these numbers. */
final class AccessResult {
    static final int SUCCESS = 0;
    static final int TEMPORARY_FAILURE = 2;
    static final int READ_WRITE_DENIED = 3;
    static final int OBJECT_UNDEFINED = 4;
    static final int SCOPE_VIOLATED = 13;
    static final int NO_LONG_GET = 16;
    static final int DATA_BLOCK_NUMBER_INVALID = 19;
    static final int OTHER_REASON = 250;

    private AccessResult() {}
}
