// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.util.SortedMap;

/** Records facts for the audit chain about what the console itself decides; what others decide they record themselves. */
public interface AuditTrail {

    /** Subject of what happens to people. */
    String PEOPLE = "people";

    /**
     * Returns when the log has the fact durably. Call it before what it tells of takes effect, so that nothing happens that
     * is not in the log.
     *
     * @param subjectId what it happens to: its facts form one chain
     * @param kind such as PERSON_ADDED
     * @param details texts by name; never secrets
     * @throws CommandNotSentException when it is not known whether the log has it
     */
    void record(CommandSink.Author author, String subjectId, String kind, SortedMap<String, String> details);
}
