// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Inputs that once reached something new, one in a line as hexadecimal digits, in a resource named after the test. They run
 * as regression tests and are what a fuzzing run begins with.
 */
public final class KeptInputs implements ArgumentsProvider {

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context)
            throws IOException {
        String resource = "/inputs/" + context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + ".hex";
        try (InputStream in = KeptInputs.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no inputs are kept in " + resource);
            }
            List<String> lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
            return lines.stream()
                    .map(line -> Arguments.of((Object) HexFormat.of().parseHex(line)));
        }
    }
}
