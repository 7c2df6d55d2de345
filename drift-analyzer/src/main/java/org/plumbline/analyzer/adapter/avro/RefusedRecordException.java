// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

/**
 * A record that cannot be read, or says something impossible. It ends on the dead-letter topic; the stream goes on.
 */
public final class RefusedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason name of the refusal and the refusal in words; never a payload */
    public RefusedRecordException(String reason) {
        super(reason);
    }

    /** @param cause why the record cannot be read */
    public RefusedRecordException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
