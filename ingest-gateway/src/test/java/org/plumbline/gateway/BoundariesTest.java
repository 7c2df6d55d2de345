// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Everything but the adapters and the application is core: it knows no technology, and is given time and chance. */
@AnalyzeClasses(packages = "org.plumbline.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    private static final String ADAPTERS = "org.plumbline.gateway.adapter..";
    private static final String APPLICATION = "org.plumbline.gateway.app..";

    @ArchTest
    static final ArchRule coreKnowsNoTechnology = noClasses()
            .that()
            .resideOutsideOfPackages(ADAPTERS, APPLICATION)
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
                    ADAPTERS,
                    APPLICATION);

    @ArchTest
    static final ArchRule adaptersDoNotKnowTheApplication = noClasses()
            .that()
            .resideInAPackage(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APPLICATION);

    @ArchTest
    static final ArchRule guruxIsKnownToOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.gateway.adapter.gurux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("gurux..");

    @ArchTest
    static final ArchRule meterSocketsAreKnownToOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.gateway.adapter.netty..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule quarkusIsKnownToTheApplicationOnly = noClasses()
            .that()
            .resideOutsideOfPackage(APPLICATION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..", "org.eclipse..");

    /** The application hands the registry over, no more. */
    @ArchTest
    static final ArchRule micrometerIsKnownToOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.gateway.adapter.micrometer..")
            .and()
            .doNotHaveSimpleName("GatewayLifecycle")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule codecNeverSeesAKey = noClasses()
            .that()
            .resideInAPackage("org.plumbline.gateway.adapter.gurux..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("SecurityContext")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("javax.crypto..");

    @ArchTest
    static final ArchRule keysAreUsedInOnePlace = classes()
            .that()
            .resideOutsideOfPackages(ADAPTERS, APPLICATION)
            .and()
            .doNotHaveSimpleName("ApduCipher")
            .and()
            .doNotHaveSimpleName("SecurityContext")
            .and()
            .doNotHaveSimpleName("KeyFingerprint")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("javax.crypto..");

    @ArchTest
    static final ArchRule timeAndChanceAreParameters = noClasses()
            .that()
            .resideOutsideOfPackages(ADAPTERS, APPLICATION)
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
            .callConstructor(java.security.SecureRandom.class)
            .orShould()
            .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current");
}
