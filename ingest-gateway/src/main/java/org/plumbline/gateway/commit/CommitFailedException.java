// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.commit;

import org.plumbline.gateway.GatewayException;

/** A commit did not become durable, or nobody knows; the owner of the partition starts again from what is durable. */
public final class CommitFailedException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public CommitFailedException(String message) {
        super(message);
    }

    public CommitFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
