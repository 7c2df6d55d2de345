// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.plumbline.schema.audit.AuditProof.Noted;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.signing.Canonical;

/** Whatever is done to the records of any audit that checkpoints cover is found. */
class AuditProofPropertyTest {

    /** One way to tamper. */
    enum Tampering {
        ENTRY_REMOVED {
            @Override
            void on(AuditWorld world, Random chance) {
                world.entries.remove(chance.nextInt(world.entries.size()));
            }
        },
        ENTRY_CHANGED {
            @Override
            void on(AuditWorld world, Random chance) {
                int at = chance.nextInt(world.entries.size());
                AuditEntry entry = world.entries.get(at);
                world.entries.set(
                        at,
                        AuditEntry.newBuilder(entry)
                                .setFact(AuditFact.newBuilder(entry.getFact())
                                        .setActor("mallory")
                                        .build())
                                .build());
            }
        },
        ENTRY_SENT_AGAIN {
            @Override
            void on(AuditWorld world, Random chance) {
                int at = chance.nextInt(world.entries.size());
                world.entries.add(at + chance.nextInt(world.entries.size() - at), world.entries.get(at));
            }
        },
        ENTRIES_REORDERED {
            @Override
            void on(AuditWorld world, Random chance) {
                String subject = world.entries.getFirst().getSubjectId();
                List<Integer> own = placesOf(world, subject);
                Collections.swap(world.entries, own.get(0), own.get(1 + chance.nextInt(own.size() - 1)));
            }
        },
        END_CUT_OFF {
            @Override
            void on(AuditWorld world, Random chance) {
                List<Integer> own = placesOf(world, anySubject(world, chance));
                for (int i = own.size() - 1; i >= chance.nextInt(own.size()); i--) {
                    world.entries.remove((int) own.get(i));
                }
            }
        },
        SUBJECT_REMOVED {
            @Override
            void on(AuditWorld world, Random chance) {
                String subject = anySubject(world, chance);
                world.entries.removeIf(entry -> entry.getSubjectId().equals(subject));
            }
        },
        SUBJECT_WRITTEN_ANEW {
            @Override
            void on(AuditWorld world, Random chance) {
                String subject = anySubject(world, chance);
                AuditChain.Head head = AuditChain.Head.empty(subject);
                for (int place : placesOf(world, subject)) {
                    AuditEntry forged =
                            AuditChain.append(head, AuditWorld.fact(subject, "forged-" + chance.nextLong()));
                    head = AuditChain.Head.of(forged);
                    world.entries.set(place, forged);
                }
            }
        },
        CHECKPOINT_REMOVED {
            @Override
            void on(AuditWorld world, Random chance) {
                world.checkpoints.remove(chance.nextInt(world.checkpoints.size()));
            }
        },
        CHECKPOINTS_REORDERED {
            @Override
            void on(AuditWorld world, Random chance) {
                int at = chance.nextInt(world.checkpoints.size() - AuditWorld.PARTITIONS);
                Collections.swap(world.checkpoints, at, at + AuditWorld.PARTITIONS);
            }
        },
        CHECKPOINT_CHANGED {
            @Override
            void on(AuditWorld world, Random chance) {
                int at = chance.nextInt(world.checkpoints.size());
                AuditCheckpoint before = world.checkpoints.get(at);
                world.checkpoints.set(
                        at,
                        AuditCheckpoint.newBuilder(before)
                                .setEntries(before.getEntries() + 1)
                                .build());
            }
        },
        CHECKPOINT_OF_A_STRANGER {
            @Override
            void on(AuditWorld world, Random chance) {
                int at = chance.nextInt(world.checkpoints.size());
                AuditCheckpoint before = world.checkpoints.get(at);
                world.checkpoints.set(
                        at,
                        AuditCheckpoint.newBuilder(before)
                                .setSignature(AuditWorld.STRANGER.sign(Canonical.signedPart(before)))
                                .build());
            }
        };

        abstract void on(AuditWorld world, Random chance);

        private static String anySubject(AuditWorld world, Random chance) {
            return world.entries.get(chance.nextInt(world.entries.size())).getSubjectId();
        }

        private static List<Integer> placesOf(AuditWorld world, String subject) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < world.entries.size(); i++) {
                if (world.entries.get(i).getSubjectId().equals(subject)) {
                    places.add(i);
                }
            }
            return places;
        }
    }

    @Property(tries = 300)
    void whatIsWholeIsProvenAndWhateverIsDoneToItIsFound(@ForAll Tampering tampering, @ForAll long seed) {
        Random chance = new Random(seed);
        AuditWorld world = new AuditWorld();
        world.happens("m-0");
        world.happens("m-0");
        int steps = 3 + chance.nextInt(25);
        for (int i = 0; i < steps; i++) {
            if (chance.nextInt(6) == 0) {
                world.day();
            } else {
                world.happens("m-" + chance.nextInt(5));
            }
        }
        world.day();
        world.day();
        Noted[] noted = world
                .checkpoints
                .subList(world.checkpoints.size() - AuditWorld.PARTITIONS, world.checkpoints.size())
                .stream()
                .map(newest -> new Noted(newest.getPartition(), newest.getSequence(), CheckpointChain.hash(newest)))
                .toArray(Noted[]::new);
        assertEquals(List.of(), world.findings(noted));
        tampering.on(world, chance);
        assertNotEquals(List.of(), world.findings(noted));
    }
}
