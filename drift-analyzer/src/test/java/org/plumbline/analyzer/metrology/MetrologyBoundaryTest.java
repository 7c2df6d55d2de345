// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The metrology stands on the Java library alone: no technology, no clock, no chance. */
@AnalyzeClasses(packages = "org.plumbline.analyzer.metrology", importOptions = ImportOption.DoNotIncludeTests.class)
class MetrologyBoundaryTest {
    @ArchTest
    static final ArchRule STANDS_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.plumbline.analyzer.metrology..", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule KNOWS_NEITHER_TIME_NOR_CHANCE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.time..", "java.util.concurrent..", "java.net..", "java.nio.file..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("org.plumbline.analyzer.metrology.(*)..").should().beFreeOfCycles();
}
