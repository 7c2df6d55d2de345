// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class AsyncApiCommandTest {

    @Test
    void topicsAreToldWithTheirPrefixAndNobodyIsAsked() throws Exception {
        StringWriter out = new StringWriter();
        int code = PlumblineCli.commandLine(address -> {
                    throw new AssertionError("the registry was asked");
                })
                .setOut(new PrintWriter(out))
                .execute("asyncapi", "--topic-prefix", "x.");
        assertEquals(0, code);
        assertEquals(
                "x.readings.v1",
                new ObjectMapper()
                        .readTree(out.toString())
                        .at("/channels/readings-v1/address")
                        .asText());
    }
}
