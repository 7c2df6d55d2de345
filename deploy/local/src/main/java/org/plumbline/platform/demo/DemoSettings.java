// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.PlatformException;

/**
 * Where the demo lives and listens. Every value has a default and can be given as {@code -D<setting>=<value>}.
 *
 * @param directory run folder; emptied at the start
 * @param neededMegabytes memory that must be available; 0 skips the check
 * @param ports by setting name
 */
record DemoSettings(Path directory, long neededMegabytes, Map<String, Integer> ports) {
    static final String BROKER_PORT = "plumbline.kafka.port";
    /** Where the services come, each as itself. */
    static final String GUARDED_PORT = "plumbline.kafka.guarded-port";

    static final String CONTROLLER_PORT = "plumbline.kafka.controller-port";
    static final String REGISTRY_PORT = "plumbline.registry.port";
    static final String REGISTRY_MANAGEMENT_PORT = "plumbline.registry.management-port";
    static final String CONSOLE_PORT = "plumbline.console.port";
    static final String GATEWAY_PORT = "plumbline.gateway.port";
    static final String ANALYZER_PORT = "plumbline.analyzer.port";
    static final String CALIBRATOR_PORT = "plumbline.calibrator.port";

    /** One port for all simulated meters, which differ by address; the default is IANA's for DLMS/COSEM. */
    static final String SIMULATOR_PORT = "plumbline.simulator.port";

    private static final String DIRECTORY = "plumbline.demo.directory";
    private static final String MEMORY = "plumbline.memory.needed-megabytes";
    private static final long DEFAULT_NEEDED_MEGABYTES = 3_000;
    private static final int LARGEST_PORT = 65_535;
    /** Below the range from which Linux takes the local ends of connections. */
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of(
            SIMULATOR_PORT, 4_059,
            BROKER_PORT, 19_092,
            GUARDED_PORT, 19_094,
            CONTROLLER_PORT, 19_093,
            REGISTRY_PORT, 19_081,
            REGISTRY_MANAGEMENT_PORT, 19_082,
            CONSOLE_PORT, 19_080,
            GATEWAY_PORT, 19_084,
            ANALYZER_PORT, 19_085,
            CALIBRATOR_PORT, 19_086);

    DemoSettings {
        ports = Map.copyOf(ports);
    }

    /**
     * The defaults with {@code overrides} applied.
     *
     * @throws IllegalArgumentException naming an unknown setting or a value out of range
     */
    static DemoSettings of(Checkout checkout, Map<String, String> overrides) {
        Set<String> unknown = new TreeSet<>(overrides.keySet());
        unknown.removeAll(DEFAULT_PORTS.keySet());
        unknown.remove(DIRECTORY);
        unknown.remove(MEMORY);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown setting " + unknown + "; known are " + known());
        }
        Map<String, Integer> ports = new LinkedHashMap<>(DEFAULT_PORTS);
        ports.keySet().forEach(setting -> {
            String value = overrides.get(setting);
            if (value != null) {
                ports.put(setting, (int) number(setting, value, 1, LARGEST_PORT));
            }
        });
        String directory = overrides.get(DIRECTORY);
        String memory = overrides.get(MEMORY);
        return new DemoSettings(
                directory == null ? defaultDirectory(checkout) : Path.of(directory),
                memory == null ? DEFAULT_NEEDED_MEGABYTES : number(MEMORY, memory, 0, Long.MAX_VALUE),
                ports);
    }

    static Path defaultDirectory(Checkout checkout) {
        return checkout.root().resolve(".plumbline").resolve("demo");
    }

    static Set<String> known() {
        Set<String> names = new TreeSet<>(DEFAULT_PORTS.keySet());
        names.add(DIRECTORY);
        names.add(MEMORY);
        return names;
    }

    int port(String setting) {
        Integer port = ports.get(setting);
        if (port == null) {
            throw new PlatformException("no such port setting: " + setting);
        }
        return port;
    }

    LocalPlatform.Ports platformPorts() {
        return new LocalPlatform.Ports(
                port(BROKER_PORT),
                port(GUARDED_PORT),
                port(CONTROLLER_PORT),
                port(REGISTRY_PORT),
                port(REGISTRY_MANAGEMENT_PORT));
    }

    private static long number(String setting, String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(setting + " must be a number, not " + text, notANumber);
        }
        throw new IllegalArgumentException(setting + " must be " + least + " to " + most + ", not " + text);
    }
}
