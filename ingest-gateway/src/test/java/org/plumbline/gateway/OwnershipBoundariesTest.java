// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Ownership, polling, orders and state know neither Kafka nor Avro nor the application. */
@AnalyzeClasses(packages = "org.plumbline.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class OwnershipBoundariesTest {

    private static final String[] CORE = {
        "org.plumbline.gateway.commit..",
        "org.plumbline.gateway.fleet..",
        "org.plumbline.gateway.holds..",
        "org.plumbline.gateway.orders..",
        "org.plumbline.gateway.owned..",
        "org.plumbline.gateway.ownership..",
        "org.plumbline.gateway.polling..",
        "org.plumbline.gateway.port..",
        "org.plumbline.gateway.state.."
    };

    @ArchTest
    static final ArchRule coreKnowsNoTechnology = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache..",
                    "io.confluent..",
                    "io.quarkus..",
                    "io.netty..",
                    "io.micrometer..",
                    "jakarta..",
                    "gurux..",
                    "org.plumbline.schema.avro..",
                    "org.plumbline.schema.serde..",
                    "org.plumbline.schema.signing..",
                    "org.plumbline.gateway.adapter..",
                    "org.plumbline.gateway.app..");

    @ArchTest
    static final ArchRule adaptersAreWiredByTheApplicationOnly = noClasses()
            .that()
            .resideOutsideOfPackages("org.plumbline.gateway.adapter..", "org.plumbline.gateway.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.plumbline.gateway.adapter..");

    @ArchTest
    static final ArchRule quarkusIsKnownToTheApplicationOnly = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.gateway.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.micrometer..", "jakarta..", "org.eclipse..");

    @ArchTest
    static final ArchRule timeAndChanceAreParameters = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.InstantSource.class, "system")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class)
            .orShould()
            .callConstructor(java.util.Random.class)
            .orShould()
            .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current");
}
