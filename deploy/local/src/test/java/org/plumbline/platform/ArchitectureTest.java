// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.plumbline.platform", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_VERIFIER_IS_PURE = classes()
            .that()
            .resideInAPackage("..verify..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..platform.verify..", "java.lang..", "java.util..", "java.time..", "org.jspecify..");

    @ArchTest
    static final ArchRule PROCESSES_KNOW_NOTHING_OF_WHAT_RUNS_IN_THEM = noClasses()
            .that()
            .resideInAPackage("..platform.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "..schema..", "..platform.demo..", "..platform.verify..");

    @ArchTest
    static final ArchRule NOTHING_IS_BUILT_ON_THE_DEMO = noClasses()
            .that()
            .resideOutsideOfPackage("..platform.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..platform.demo..");

    @ArchTest
    static final ArchRule THE_LEASH_USES_NOTHING_BUT_THE_JDK = classes()
            .that()
            .haveSimpleName("ParentLeash")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.plumbline.platform.process..")
            .because("it is packed into an agent of its own");

    @ArchTest
    static final ArchRule THE_DRIVER_USES_THE_SERVICES_FROM_OUTSIDE_ONLY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.plumbline.gateway..",
                    "org.plumbline.analyzer..",
                    "org.plumbline.calibrator..",
                    "org.plumbline.console..",
                    "org.plumbline.simulator..");
}
