// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

@AnalyzeClasses(packages = "org.plumbline.analyzer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "org.plumbline.analyzer.metrology..",
        "org.plumbline.analyzer.cases..",
        "org.plumbline.analyzer.state..",
        "org.plumbline.analyzer.meter..",
        "org.plumbline.analyzer.forecast..",
        "org.plumbline.analyzer.network..",
        "org.plumbline.analyzer.surveillance..",
        "org.plumbline.analyzer.checks.."
    };

    @ArchTest
    static final ArchRule pureCoreKnowsNoTechnology = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.plumbline.schema.model..",
                    "org.plumbline.analyzer.metrology..",
                    "org.plumbline.analyzer.cases..",
                    "org.plumbline.analyzer.state..",
                    "org.plumbline.analyzer.meter..",
                    "org.plumbline.analyzer.forecast..",
                    "org.plumbline.analyzer.network..",
                    "org.plumbline.analyzer.surveillance..",
                    "org.plumbline.analyzer.checks..");

    @ArchTest
    static final ArchRule metrologyStandsAlone = noClasses()
            .that()
            .resideInAPackage("org.plumbline.analyzer.metrology..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.plumbline.analyzer.cases..",
                    "org.plumbline.analyzer.state..",
                    "org.plumbline.analyzer.meter..",
                    "org.plumbline.analyzer.network..",
                    "org.plumbline.analyzer.checks..",
                    "org.plumbline.schema..");

    @ArchTest
    static final ArchRule quarkusStaysInTheApp = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.analyzer.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule nothingDependsOnTheApp = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.analyzer.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.plumbline.analyzer.app..");

    @ArchTest
    static final ArchRule casesKnowNoState = noClasses()
            .that()
            .resideInAPackage("org.plumbline.analyzer.cases..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.plumbline.analyzer.state..", "org.plumbline.analyzer.meter..");

    @ArchTest
    static final ArchRule stateKnowsNoSteps = noClasses()
            .that()
            .resideInAPackage("org.plumbline.analyzer.state..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.plumbline.analyzer.meter..");

    @ArchTest
    static final ArchRule timeAndChanceAreParameters = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.analyzer.app..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);
}
