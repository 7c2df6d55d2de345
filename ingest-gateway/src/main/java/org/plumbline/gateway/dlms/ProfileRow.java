// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One captured row.
 *
 * @param captureTime capture instant by the meter's own clock, UTC
 * @param clockStatus clock status octet of the row's date-time; 0xFF = not specified
 * @param status profile status bits (0..255), 0 when the profile captures none
 * @param values raw integers aligned with {@link ProfileLayout#registers()}; null where the meter stored none
 */
public record ProfileRow(Instant captureTime, int clockStatus, int status, List<@Nullable Long> values) {
    public ProfileRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
