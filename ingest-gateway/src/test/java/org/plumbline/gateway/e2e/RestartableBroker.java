// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.platform.process.LoopbackPorts;

/** A broker that comes back on the same port with the same data. */
final class RestartableBroker implements AutoCloseable {

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private BrokerProcess broker;

    private RestartableBroker(Path directory, int port, int controllerPort) throws InterruptedException {
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
        this.broker = BrokerProcess.start(directory, port, controllerPort, child -> {});
    }

    static RestartableBroker start() throws InterruptedException {
        return new RestartableBroker(TestFolders.create("broker"), LoopbackPorts.free(), LoopbackPorts.free());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** @param killed whether it goes without a word */
    void restart(boolean killed) throws InterruptedException {
        if (killed) {
            broker.process().kill();
        }
        broker.close();
        broker = BrokerProcess.start(directory, port, controllerPort, child -> {});
    }

    /** It stands still and says nothing, or goes on. */
    void standStill(boolean still) throws IOException, InterruptedException {
        Process sent = new ProcessBuilder(
                        "kill",
                        still ? "-STOP" : "-CONT",
                        Long.toString(broker.process().pid()))
                .start();
        if (sent.waitFor() != 0) {
            throw new IOException("the broker took no signal");
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
