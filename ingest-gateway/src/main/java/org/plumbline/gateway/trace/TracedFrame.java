// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One frame as it went by.
 *
 * @param at wall clock
 * @param phase what was being asked
 * @param service name of the APDU's tag
 * @param octets length of the APDU
 * @param counter invocation counter of a ciphered APDU; null where there is none
 * @param shown hexadecimal octets of a plain APDU; null where they are not shown
 */
public record TracedFrame(
        Instant at,
        boolean sent,
        String phase,
        String service,
        int octets,
        @Nullable Long counter,
        @Nullable String shown) {}
