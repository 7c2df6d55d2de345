// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells a record that cannot be read from a registry that cannot be asked. */
public final class RegistryFaults {
    private static final int NOT_FOUND = 404;

    private RegistryFaults() {}

    /** True when the same record may be readable later, because the registry did not answer or was at fault. */
    public static boolean isTransient(Throwable failure) {
        if (!(failure instanceof SerializationException)) {
            return false;
        }
        String message = failure.getMessage();
        boolean aboutSchema = message != null && message.startsWith("schema id ");
        return aboutSchema
                && switch (failure.getCause()) {
                    case RestClientException answer -> answer.getStatus() != NOT_FOUND;
                    case IOException unreachable -> true;
                    case null, default -> false;
                };
    }
}
