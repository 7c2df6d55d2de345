// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;

@AnalyzeClasses(packages = "org.plumbline.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "org.plumbline.console.fleet..",
        "org.plumbline.console.actions..",
        "org.plumbline.console.campaign..",
        "org.plumbline.console.casework..",
        "org.plumbline.console.people..",
        "org.plumbline.console.bench..",
        "org.plumbline.console.record..",
        "org.plumbline.console.sitetest..",
        "org.plumbline.console.tables..",
        "org.plumbline.console.audit..",
        "org.plumbline.console.deadletters..",
        "org.plumbline.console.system..",
        "org.plumbline.console.export..",
        "org.plumbline.console.imports.."
    };

    @ArchTest
    static final ArchRule featurePackagesKnowNoTechnology = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache..",
                    "io.quarkus..",
                    "io.vertx..",
                    "io.netty..",
                    "io.smallrye..",
                    "io.confluent..",
                    "jakarta..",
                    "com.fasterxml..",
                    "org.plumbline.schema..",
                    "org.plumbline.console.port..",
                    "org.plumbline.console.adapter..",
                    "org.plumbline.console.app..");

    @ArchTest
    static final ArchRule portsKnowOnlyTheFeatures = classes()
            .that()
            .resideInAPackage("org.plumbline.console.port..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.plumbline.console",
                    "org.plumbline.console.port..",
                    "org.plumbline.console.fleet..",
                    "org.plumbline.console.actions..",
                    "org.plumbline.console.campaign..",
                    "org.plumbline.console.casework..",
                    "org.plumbline.console.record..",
                    "org.plumbline.console.imports..",
                    "org.plumbline.console.tables..",
                    "org.plumbline.console.audit..",
                    "org.plumbline.console.deadletters..",
                    "org.plumbline.console.system..");

    @ArchTest
    static final ArchRule restKnowsNoKafka = noClasses()
            .that()
            .resideInAPackage("org.plumbline.console.adapter.rest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache..",
                    "java.sql..",
                    "org.plumbline.schema..",
                    "org.plumbline.console.adapter.kafka..",
                    "org.plumbline.console.adapter.sql..");

    @ArchTest
    static final ArchRule nothingReachesIntoTheWiring = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.console.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.plumbline.console.app..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.plumbline.console.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule timeAndChanceAreParameters = noClasses()
            .that()
            .resideOutsideOfPackage("org.plumbline.console.app..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random");

    @ArchTest
    static final ArchRule onlyLoginIsOpenToEverybody =
            methods().that().areAnnotatedWith(PermitAll.class).should().haveName("login");

    @ArchTest
    static final ArchRule pureCodeTouchesNoFilesAndLogsNothing = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.nio.file..", "java.net..");
}
