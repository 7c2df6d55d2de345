// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;

@AnalyzeClasses(packages = "org.plumbline.calibrator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE = {
        "org.plumbline.calibrator.member..",
        "org.plumbline.calibrator.campaign..",
        "org.plumbline.calibrator.job..",
        "org.plumbline.calibrator.hold..",
        "org.plumbline.calibrator.audit..",
        "org.plumbline.calibrator.port.."
    };

    @ArchTest
    static final ArchRule theCoreKnowsNoTechnology = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache..",
                    "io..",
                    "jakarta..",
                    "com.fasterxml..",
                    "org.slf4j..",
                    "org.plumbline.schema.avro..",
                    "org.plumbline.schema.signing..",
                    "org.plumbline.schema.serde..");

    @ArchTest
    static final ArchRule theCoreKnowsNoAdapter = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.plumbline.calibrator.adapter..", "org.plumbline.calibrator.app..");

    @ArchTest
    static final ArchRule adaptersDoNotKnowTheApplication = noClasses()
            .that()
            .resideInAPackage("..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.plumbline.calibrator.app..", "io.quarkus..", "jakarta..");

    @ArchTest
    static final ArchRule campaignsDoNotKnowJobs = noClasses()
            .that()
            .resideInAPackage("org.plumbline.calibrator.campaign..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.plumbline.calibrator.job..");

    @ArchTest
    static final ArchRule jobsDoNotKnowCampaigns = noClasses()
            .that()
            .resideInAPackage("org.plumbline.calibrator.job..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.plumbline.calibrator.campaign..");

    @ArchTest
    static final ArchRule timeAndChanceAreParameters = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.calibrator.app..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callConstructor(Random.class);
}
