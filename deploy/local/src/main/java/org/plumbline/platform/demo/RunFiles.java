// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.PlatformException;

/**
 * Where the parts of a run keep their files.
 *
 * @param directory run folder
 */
record RunFiles(Path directory) {

    /** Where the simulated meters are. */
    static final String FIELD_NETWORKS = "127.0.0.0/8";

    Path fleet() {
        return directory.resolve("fleet");
    }

    Path ledger() {
        return directory.resolve("ledger");
    }

    Path keys() {
        return directory.resolve("keys");
    }

    Path fieldTime() {
        return directory.resolve("field-time");
    }

    /** Passwords of the console's first users, one {@code name=password} on a line. */
    Path passwords() {
        return directory.resolve("keys").resolve("console-passwords");
    }

    /** Tells other programs of this machine where the run listens. */
    void writeEndpoints(LocalPlatform platform, String console, String gateway) {
        try {
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(
                            directory.resolve("endpoints.json").toFile(),
                            Map.of(
                                    "bootstrapServers",
                                    platform.bootstrapServers(),
                                    "schemaRegistry",
                                    platform.registryUrl(),
                                    "console",
                                    console,
                                    "gateway",
                                    gateway,
                                    "fieldNetworks",
                                    FIELD_NETWORKS));
        } catch (IOException e) {
            throw new PlatformException("cannot write the endpoints to " + directory, e);
        }
    }
}
