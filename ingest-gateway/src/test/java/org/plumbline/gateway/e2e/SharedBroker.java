// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import java.io.IOException;
import org.plumbline.platform.BrokerProcess;

/** One broker for all tests of the JVM, each with a topic prefix of its own; it ends with the JVM. */
public final class SharedBroker {

    private static final BrokerProcess BROKER = start();

    private SharedBroker() {}

    public static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    /** @param name of a signal to the broker, e.g. STOP; whoever stops it lets it go on */
    static void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(BROKER.process().pid()))
                .start()
                .waitFor();
    }

    private static BrokerProcess start() {
        try {
            BrokerProcess broker = BrokerProcess.start(TestFolders.create("broker"));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
