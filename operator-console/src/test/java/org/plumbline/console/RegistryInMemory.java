// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.SchemaRegistration;

/** Confluent's registry client without a registry. */
@ApplicationScoped
public class RegistryInMemory {

    @Produces
    @Singleton
    SchemaRegistryClient registry() {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        SchemaRegistration.registerAll(registry, Topics.DEFAULT_PREFIX);
        return registry;
    }
}
