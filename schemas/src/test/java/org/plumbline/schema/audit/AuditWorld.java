// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.schema.audit.AuditProof.Finding;
import org.plumbline.schema.audit.AuditProof.Noted;
import org.plumbline.schema.audit.CheckpointChain.Growth;
import org.plumbline.schema.audit.CheckpointChain.Tail;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.schema.signing.TrustedSigners;

/** The topics of an auditor with {@value #PARTITIONS} partitions, to be tampered with. */
final class AuditWorld {

    static final int PARTITIONS = 2;
    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final SigningKey AUDITOR;
    /** Trusted for orders, not for checkpoints. */
    static final SigningKey CALIBRATOR;
    /** A key nobody trusts, under the auditor's id. */
    static final SigningKey STRANGER;

    static final TrustedSigners SIGNERS;

    static {
        try {
            Path directory = Files.createTempDirectory("audit-keys");
            StringBuilder signers = new StringBuilder("[");
            for (String name : List.of("auditor", "calibrator", "stranger")) {
                String publicKey = SigningKey.generate(directory.resolve(name));
                signers.append(name.equals("auditor") ? "" : name.equals("calibrator") ? "," : "")
                        .append(name.equals("stranger") ? "" : entry(name, publicKey));
            }
            Path file = Files.writeString(directory.resolve("signers.json"), signers.append("]"));
            AUDITOR = SigningKey.load("auditor", directory.resolve("auditor"));
            CALIBRATOR = SigningKey.load("calibrator", directory.resolve("calibrator"));
            STRANGER = SigningKey.load("auditor", directory.resolve("stranger"));
            SIGNERS = TrustedSigners.load(file, TrustedSigners.Purpose.CHECKPOINTS);
            for (String name : List.of("auditor", "calibrator", "stranger", "signers.json", ".")) {
                Files.delete(directory.resolve(name).normalize());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final List<AuditEntry> entries = new ArrayList<>();
    final List<AuditCheckpoint> checkpoints = new ArrayList<>();
    private final Map<String, AuditChain.Head> heads = new TreeMap<>();
    private final Map<String, Long> grown = new TreeMap<>();
    private final Map<Integer, Tail> tails = new TreeMap<>();
    private int days;

    private static String entry(String keyId, String publicKey) {
        return """
                {"keyId": "%s", "algorithm": "Ed25519", "publicKey": "%s", "purpose": "%s",
                 "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2027-01-01T00:00:00Z", "revoked": false}""".formatted(keyId, publicKey, keyId.equals("auditor") ? "CHECKPOINTS" : "ORDERS");
    }

    static AuditFact fact(String subject, String id) {
        return AuditFact.newBuilder()
                .setFactId(id)
                .setSubjectId(subject)
                .setKind("ORDER_RELEASED")
                .setFieldTime(START)
                .setWallTime(START)
                .build();
    }

    void happens(String subject) {
        AuditChain.Head head = heads.getOrDefault(subject, AuditChain.Head.empty(subject));
        AuditEntry entry = AuditChain.append(head, fact(subject, subject + "-" + head.sequence()));
        grown.putIfAbsent(subject, head.sequence());
        heads.put(subject, AuditChain.Head.of(entry));
        entries.add(entry);
    }

    /** A day passes: every partition takes its checkpoint. */
    void day() {
        days++;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int own = partition;
            List<Growth> growth = grown.entrySet().stream()
                    .filter(each -> partitionOf(each.getKey()) == own)
                    .map(each -> new Growth(heads.get(each.getKey()), each.getValue()))
                    .toList();
            List<AuditCheckpoint> taken =
                    CheckpointChain.append(own, tails.getOrDefault(own, Tail.NONE), growth, now(), AUDITOR);
            checkpoints.addAll(taken);
            tails.put(own, Tail.of(taken.getLast()));
        }
        grown.clear();
    }

    static int partitionOf(String subject) {
        return Math.floorMod(subject.hashCode(), PARTITIONS);
    }

    Instant now() {
        return START.plus(Duration.ofDays(days));
    }

    List<Finding> findings(Noted... noted) {
        return findings(now(), noted);
    }

    List<Finding> findings(Instant now, Noted... noted) {
        AuditProof proof = new AuditProof(new AuditProof.Terms(SIGNERS, now, Duration.ofHours(48), List.of(noted)));
        checkpoints.forEach(proof::accept);
        entries.forEach(proof::accept);
        return proof.findings(PARTITIONS);
    }
}
