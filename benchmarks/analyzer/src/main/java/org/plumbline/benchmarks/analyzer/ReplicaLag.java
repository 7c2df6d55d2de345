// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** How far the replicas of an instance are behind, as its own metrics say. */
final class ReplicaLag implements AutoCloseable {
    private static final String PARTITIONS =
            "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*restore-consumer,topic=*,partition=*";

    private final JMXConnector connector;

    @SuppressWarnings("BanJNDI") // The address is of a process that this one has started.
    ReplicaLag(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw new IllegalStateException("process " + pid + " shows no metrics", e);
        }
    }

    /** Changelog partitions of which a replica is held that lacks nothing. */
    long complete() {
        try {
            MBeanServerConnection metrics = connector.getMBeanServerConnection();
            long complete = 0;
            for (ObjectName partition : metrics.queryNames(new ObjectName(PARTITIONS), null)) {
                if (metrics.getAttribute(partition, "records-lag").equals(0.0)) {
                    complete++;
                }
            }
            return complete;
        } catch (IOException | JMException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException gone) {
            // The process has ended.
        }
    }
}
