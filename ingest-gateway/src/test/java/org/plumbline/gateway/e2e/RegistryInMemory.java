// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.plumbline.schema.serde.SchemaRegistration;

/** Confluent's registry client without a registry; registered in the same order it gives the same ids everywhere. */
@ApplicationScoped
public class RegistryInMemory {

    @Produces
    @Singleton
    SchemaRegistryClient registry(@ConfigProperty(name = ServedBed.PREFIX) String topicPrefix) {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        SchemaRegistration.registerAll(registry, topicPrefix);
        return registry;
    }
}
