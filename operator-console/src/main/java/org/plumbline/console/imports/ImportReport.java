// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.List;

/**
 * What came of a file.
 *
 * @param dryRun whether it was only asked what would be
 * @param written whether the changes are in the log
 * @param sha256 of the file's octets, hexadecimal
 * @param rows read
 * @param added what was not known before
 * @param changed what was known with other values
 * @param unchanged what was known with these values
 * @param changes the first of those added or changed, in the order of the file
 * @param findings the first of what keeps the file from being taken in
 * @param findingsTotal how many there are, shown or not
 */
public record ImportReport(
        boolean dryRun,
        boolean written,
        String sha256,
        long rows,
        long added,
        long changed,
        long unchanged,
        List<Change> changes,
        List<Finding> findings,
        long findingsTotal) {

    public ImportReport {
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    /**
     * One that is added or changed.
     *
     * @param fields what changes; empty when it is added
     */
    public record Change(int line, String id, boolean added, List<Field> fields) {
        public Change {
            fields = List.copyOf(fields);
        }
    }

    /** A value that changes. */
    public record Field(String column, String before, String after) {}

    /** True when nothing keeps the file from being taken in. */
    public boolean isSound() {
        return findingsTotal == 0;
    }

    /** The same after the changes came into the log. */
    public ImportReport asWritten() {
        return new ImportReport(
                dryRun, true, sha256, rows, added, changed, unchanged, changes, findings, findingsTotal);
    }
}
