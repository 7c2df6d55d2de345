// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table for analysts.
 *
 * @param time by whose UTC day it is filed
 * @param values as the columns of its table name them; null where there is none
 */
public record ExportRow(Instant time, List<@Nullable Object> values) {
    public ExportRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** A row of these values. */
    public static ExportRow of(Instant time, @Nullable Object... values) {
        return new ExportRow(time, Arrays.asList(values));
    }
}
