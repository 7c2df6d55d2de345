// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that would add or change something.
 *
 * @param before null when it is added
 * @param fields what changes; empty when it is added
 */
public record Candidate(int line, String id, @Nullable Values before, Values after, List<ImportReport.Field> fields) {

    public Candidate {
        fields = List.copyOf(fields);
    }

    /** A finding in one of its columns. */
    Finding refused(String column, String reason, String remedy) {
        return new Finding(line, column, column.isEmpty() ? "" : Secrets.shown(after.text(column)), reason, remedy);
    }
}
