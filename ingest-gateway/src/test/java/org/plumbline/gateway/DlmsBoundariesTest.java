// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The meter side's boundaries. */
@AnalyzeClasses(packages = "org.plumbline.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class DlmsBoundariesTest {

    private static final String[] CORE = {
        "org.plumbline.gateway.dlms..",
        "org.plumbline.gateway.guard..",
        "org.plumbline.gateway.session..",
        "org.plumbline.gateway.transport..",
        "org.plumbline.gateway.calibration..",
        "org.plumbline.gateway.port.."
    };

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
    static final ArchRule coreKnowsNoTechnology = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "gurux..",
                    "io.netty..",
                    "io.quarkus..",
                    "jakarta..",
                    "org.apache..",
                    "org.plumbline.gateway.adapter..",
                    "org.plumbline.gateway.app..");

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
            .resideInAnyPackage(CORE)
            .and()
            .doNotHaveSimpleName("ApduCipher")
            .and()
            .doNotHaveSimpleName("SecurityContext")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("javax.crypto..");

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
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callConstructor(java.util.Random.class)
            .orShould()
            .callConstructor(java.security.SecureRandom.class);
}
