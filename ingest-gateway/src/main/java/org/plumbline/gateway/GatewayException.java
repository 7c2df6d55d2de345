// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway;

/** Root of every fault the gateway raises. Its message never holds payload octets or key material. */
public abstract class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected GatewayException(String message) {
        super(message);
    }

    protected GatewayException(String message, Throwable cause) {
        super(message, cause);
    }
}
