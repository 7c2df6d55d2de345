// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import org.apache.kafka.common.KafkaException;

/** A record could not be read because the schema registry does not answer; the record may be good. */
final class RegistryUnavailableException extends KafkaException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(Throwable cause) {
        super("the schema registry does not answer", cause);
    }
}
