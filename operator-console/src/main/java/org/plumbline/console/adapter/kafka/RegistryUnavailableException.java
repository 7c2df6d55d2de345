// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import org.plumbline.console.ConsoleException;

/** The schema registry does not answer; the record is good until proven otherwise and is tried again. */
final class RegistryUnavailableException extends ConsoleException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
