// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import org.plumbline.console.ConsoleException;

/** A command that is not known to be in the log; it may be sent again. */
public final class CommandNotSentException extends ConsoleException {
    private static final long serialVersionUID = 1L;

    public CommandNotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
