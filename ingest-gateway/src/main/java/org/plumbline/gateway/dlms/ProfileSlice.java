// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.time.Instant;
import java.util.List;

/**
 * The rows of one bounded read.
 *
 * @param rows in the meter's order; may be empty
 * @param unusable rows left out: no usable capture time, outside the range asked for, or malformed
 * @param coveredTo every row the meter holds up to and including this instant is in {@code rows} or left out (or was in earlier
 *     slices); the next slice starts one capture period later
 */
public record ProfileSlice(List<ProfileRow> rows, int unusable, Instant coveredTo) {
    public ProfileSlice {
        rows = List.copyOf(rows);
    }
}
