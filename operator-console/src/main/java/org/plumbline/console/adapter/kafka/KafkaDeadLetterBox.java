// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.deadletters.DeadLetter;
import org.plumbline.console.deadletters.ReplayNote;
import org.plumbline.console.deadletters.ReplayResult;
import org.plumbline.console.deadletters.ReplayRules;
import org.plumbline.console.port.DeadLetterBox;
import org.plumbline.schema.kafka.AccessRights;

/**
 * Dead letters on their topic. Whoever replays takes the one transactional id of replays first: an earlier replay that
 * is still under way is ended by that, and what it committed is read before anything is written. So a letter goes back
 * once, whoever asks for it at the same time.
 */
public final class KafkaDeadLetterBox implements DeadLetterBox {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Map<String, Object> readSettings;
    private final Optional<Map<String, Object>> replaySettings;
    private final DeadLetterRecords records;
    private final LetterContent contents;
    private final String prefix;

    /**
     * @param clientSettings of whom may read dead letters
     * @param replaySettings of whom may replay; empty = nobody may here
     */
    public KafkaDeadLetterBox(
            Map<String, Object> clientSettings,
            Optional<Map<String, Object>> replaySettings,
            SchemaRegistryClient registry,
            String topicPrefix) {
        this.readSettings = Map.copyOf(clientSettings);
        this.replaySettings = replaySettings.map(Map::copyOf);
        this.records = new DeadLetterRecords(topicPrefix);
        this.contents = new LetterContent(registry);
        this.prefix = topicPrefix;
    }

    @Override
    public Optional<Opened> open(DeadLetter.Id id) {
        LetterScan.Found found = new LetterScan(readSettings, records.topic(), DEADLINE)
                .read(List.of(id))
                .get(id);
        if (found == null) {
            return Optional.empty();
        }
        LetterContent.Look look = contents.of(found.letter().value());
        return Optional.of(
                new Opened(letter(found), List.copyOf(found.replays()), look.format(), look.schema(), look.fields()));
    }

    private DeadLetter letter(LetterScan.Found found) {
        byte @Nullable [] key = found.letter().key();
        return records.letter(found.letter(), key == null ? null : new String(key, StandardCharsets.UTF_8));
    }

    @Override
    public List<ReplayResult> replay(Order order) {
        Map<String, Object> settings = replaySettings.orElseThrow(() -> new ReplayUnavailableException(
                "replays are not set up here: plumbline.console.replay-client-properties names no user for them"));
        LetterScan scan = new LetterScan(settings, records.topic(), DEADLINE);
        if (order.dryRun()) {
            return judged(order, scan).stream().map(Judged::planned).toList();
        }
        try (Producer<byte[], byte[]> producer = producer(settings)) {
            producer.initTransactions();
            List<Judged> judged = judged(order, scan);
            if (judged.stream().allMatch(each -> each.refusal() != null)) {
                return judged.stream().map(Judged::planned).toList();
            }
            producer.beginTransaction();
            try {
                List<ReplayResult> results = send(producer, judged, order);
                producer.commitTransaction();
                return results;
            } catch (ExecutionException | TimeoutException e) {
                producer.abortTransaction();
                throw new ConsoleException("nothing was replayed; a topic cannot be written: " + e.getMessage(), e);
            }
        } catch (AuthorizationException e) {
            throw new ReplayUnavailableException(
                    "the brokers refuse the replay; its user needs the rights of the role replayer: " + e.getMessage(),
                    e);
        } catch (KafkaException e) {
            throw new ConsoleException(
                    "whether it was replayed is not known, look at the letter: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** A letter and why it is not replayed. */
    private record Judged(
            DeadLetter.Id id,
            LetterScan.@Nullable Found found,
            @Nullable DeadLetter letter,
            @Nullable Refusal refusal) {
        ReplayResult planned() {
            if (refusal != null) {
                return new ReplayResult.Refused(id, refusal);
            }
            return new ReplayResult.WouldReplay(id, origin());
        }

        DeadLetter.Origin origin() {
            DeadLetter.Origin origin = letter == null ? null : letter.origin();
            if (origin == null) {
                throw new IllegalStateException("a letter without origin is refused");
            }
            return origin;
        }
    }

    private List<Judged> judged(Order order, LetterScan scan) {
        LinkedHashSet<DeadLetter.Id> ids = new LinkedHashSet<>(order.letters());
        Map<DeadLetter.Id, LetterScan.Found> found = scan.read(ids);
        List<Judged> judged = new ArrayList<>();
        for (DeadLetter.Id id : ids) {
            LetterScan.Found one = found.get(id);
            if (one == null) {
                judged.add(new Judged(id, null, null, unknown(id)));
                continue;
            }
            DeadLetter letter = letter(one);
            judged.add(new Judged(
                    id,
                    one,
                    letter,
                    ReplayRules.objection(letter, one.replays(), order.again()).orElse(null)));
        }
        return judged;
    }

    private static Refusal unknown(DeadLetter.Id id) {
        return new Refusal(
                Refusal.Kind.UNKNOWN,
                "NOT_FOUND",
                "There is no dead letter " + id + ".",
                "Look at the list again; it may be older than the topic keeps.");
    }

    private List<ReplayResult> send(Producer<byte[], byte[]> producer, List<Judged> judged, Order order)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<DeadLetter.Id, Future<RecordMetadata>> sent = new HashMap<>();
        for (Judged each : judged) {
            LetterScan.Found found = each.found();
            if (each.refusal() == null && found != null) {
                sent.put(each.id(), producer.send(again(each, found.letter(), order)));
            }
        }
        producer.flush();
        List<ReplayResult> results = new ArrayList<>();
        for (Judged each : judged) {
            Future<RecordMetadata> written = sent.get(each.id());
            LetterScan.Found found = each.found();
            if (written == null || found == null) {
                results.add(each.planned());
                continue;
            }
            long offset =
                    written.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).offset();
            // Its fault, if any, is told by the commit.
            Future<RecordMetadata> unused = producer.send(records.record(new ReplayNote(
                    each.id(), found.replays().size() + 1, order.principal(), order.at(), order.reason(), offset)));
            DeadLetter.Origin origin = each.origin();
            results.add(new ReplayResult.Replayed(
                    each.id(), new DeadLetter.Origin(origin.topic(), origin.partition(), offset)));
        }
        return results;
    }

    /** The record as it was, where it was; only its headers say that it came again. */
    private ProducerRecord<byte[], byte[]> again(Judged judged, ConsumerRecord<byte[], byte[]> letter, Order order) {
        DeadLetter.Origin origin = judged.origin();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(prefix + origin.topic(), origin.partition(), letter.key(), letter.value());
        DeadLetterRecords.mark(record, judged.id(), order.principal(), order.at());
        DeadLetterRecords.from(record, origin);
        return record;
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of(
                "client.id",
                "console-replay",
                "transactional.id",
                prefix + AccessRights.REPLAY_TRANSACTION,
                "transaction.timeout.ms",
                (int) DEADLINE.toMillis(),
                "max.block.ms",
                DEADLINE.toMillis() / 2,
                "request.timeout.ms",
                (int) DEADLINE.toMillis() / 2,
                "delivery.timeout.ms",
                (int) DEADLINE.toMillis()));
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
