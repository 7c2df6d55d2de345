// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation;

import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.plumbline.analyzer.metrology.paired.PairedDay;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.ReactiveLevels;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;

@AnalyzeClasses(packages = "org.plumbline.evaluation", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** What makes the readings shares nothing with what estimates from them but the form of a level. */
    @ArchTest
    static final ArchRule FLEETS_KNOW_NO_ESTIMATOR = classes()
            .that()
            .resideInAnyPackage("..evaluation.fleet..", "..evaluation.naive..")
            .should()
            .onlyDependOnClassesThat(or(
                    resideInAnyPackage(
                            "java..", "org.jspecify.annotations", "..evaluation.fleet..", "..evaluation.naive.."),
                    belongToAnyOf(
                            PairedDay.class,
                            RegisterFormat.class,
                            RegisterLevel.class,
                            ReactiveLevel.class,
                            ReactiveLevels.class,
                            Level.class,
                            Side.class)));

    @ArchTest
    static final ArchRule REPORTS_KNOW_NOTHING_ELSE = noClasses()
            .that()
            .resideInAPackage("..evaluation.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.plumbline.analyzer..", "..evaluation.fleet..", "..evaluation.figure..");
}
