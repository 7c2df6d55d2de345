// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.util.function.Consumer;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.FileRows;
import org.plumbline.console.imports.ImportPlan;
import org.plumbline.console.imports.ImportReport;
import org.plumbline.console.imports.Values;

/** What is registered: meters, and the references they are compared with. */
public interface FleetRegister {

    /** What a file is about. */
    enum Subject {
        METERS,
        REFERENCES
    }

    /** Told how far it is. May be told by any thread. */
    @FunctionalInterface
    interface Progress {
        /**
         * @param phase what is done now, in one word
         * @param done how many rows of it
         */
        void at(String phase, long done);
    }

    /** Somebody else takes a file in now. */
    final class BusyException extends ConsoleException {
        private static final long serialVersionUID = 1L;

        public BusyException(String message) {
            super(message);
        }
    }

    FileLayout layout(Subject subject);

    /**
     * Takes a file in, wholly or not at all, with an entry in the audit. What it says already costs nothing: the same file
     * again changes nothing.
     *
     * @param file as read, with what is wrong already
     * @param sha256 of its octets, hexadecimal
     * @throws BusyException when a file is being taken in
     * @throws CommandNotSentException when it is not known whether the log has it
     */
    ImportReport take(
            CommandSink.Author author,
            Subject subject,
            FileRows file,
            String sha256,
            ImportPlan.Terms terms,
            Progress progress);

    /** Gives all there are, those of one partition by their ids. Takes seconds. */
    void all(Subject subject, Consumer<Values> taker);
}
