// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.QuietLog;
import org.plumbline.analyzer.adapter.micrometer.AnalyzerMetrics;

/** docs/operations-analyzer.md names every setting, metric and store. */
class OperationsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "operations-analyzer.md");
    private static final String REQUIRED = "required";

    @Test
    void everySettingStandsThereWithItsDefault() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        rows("## Settings").forEach(row -> documented.put(row.get(0), row.get(1)));
        SortedSet<String> asked = new TreeSet<>();
        AnalyzerSettings settings = AnalyzerSettings.from(name -> {
            asked.add(name);
            return REQUIRED.equals(documented.get(name)) ? Optional.of("x") : Optional.empty();
        });
        assertEquals(asked, documented.keySet());
        assertEquals(settings.topicPrefix(), documented.get("plumbline.topic-prefix"));
        assertEquals(Integer.toString(settings.threads()), documented.get("plumbline.analyzer.threads"));
        assertEquals(
                Integer.toString(settings.standbyReplicas()), documented.get("plumbline.analyzer.standby-replicas"));
        documented.forEach((name, byDefault) -> {
            if (byDefault.equals(REQUIRED)) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> AnalyzerSettings.from(each -> Optional.of("1").filter(value -> !each.equals(name))),
                        name);
            }
        });
    }

    @Test
    void everyMetricStandsThere() throws IOException {
        QuietLog.set();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AnalyzerMetrics metrics = new AnalyzerMetrics(registry);
        metrics.onPoison("readings.v1");
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "page");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        Topology topology = new Topology();
        topology.addSource("any", "any");
        try (KafkaStreams streams = new KafkaStreams(topology, config)) {
            metrics.follow(streams).close();
        }
        SortedSet<String> named = registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("plumbline."))
                .map(meter -> meter.getId().getName().replace('.', '_')
                        + (meter.getId().getType() == io.micrometer.core.instrument.Meter.Type.COUNTER ? "_total" : ""))
                .collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> documented =
                rows("## Metrics").stream().map(List::getFirst).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(named, documented);
    }

    @Test
    void everyStoreStandsThere() throws IOException {
        SortedSet<String> stores = new TreeSet<>();
        try (var reviewed = getClass().getResourceAsStream("/drift-topology.txt")) {
            String topology = new String(reviewed.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            java.util.regex.Pattern.compile("stores: \\[([^\\]]+)\\]")
                    .matcher(topology)
                    .results()
                    .forEach(found -> stores.addAll(List.of(found.group(1).split(", "))));
        }
        SortedSet<String> documented =
                rows("## State").stream().map(List::getFirst).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(stores, documented);
    }

    /** Cells of the first table under a heading, without its head and back-quotes. */
    private static List<List<String>> rows(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.substring(1).split("\\|")).stream()
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
    }
}
