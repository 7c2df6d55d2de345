// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(packages = "org.plumbline.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "org.plumbline.simulator.";
    private static final String[] CORE = {
        ROOT + "physics..",
        ROOT + "meter..",
        ROOT + "fleet..",
        ROOT + "fault..",
        ROOT + "dlms..",
        ROOT + "network..",
        ROOT + "port.."
    };

    @ArchTest
    static final ArchRule coreKnowsNoTechnology = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty..",
                    "gurux..",
                    "com.fasterxml..",
                    "picocli..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    ROOT + "adapter..",
                    ROOT + "app..");

    @ArchTest
    static final ArchRule physicsKnowsNothingElse = noClasses()
            .that()
            .resideInAPackage(ROOT + "physics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "meter..", ROOT + "fleet..", ROOT + "fault..", ROOT + "dlms..", ROOT + "port..");

    @ArchTest
    static final ArchRule nothingIsSharedWithTheHeadEnd = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.plumbline.schema..",
                    "org.plumbline.gateway..",
                    "org.plumbline.analyzer..",
                    "org.plumbline.calibrator..",
                    "org.plumbline.console..",
                    "gurux..");

    @ArchTest
    static final ArchRule nettyStaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "adapter.netty..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule coreTakesTimeAndChanceAsParameters = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();
}
