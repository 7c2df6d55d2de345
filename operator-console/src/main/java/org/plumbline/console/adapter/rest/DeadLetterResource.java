// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.deadletters.DeadLetter;
import org.plumbline.console.deadletters.ReplayNote;
import org.plumbline.console.deadletters.ReplayResult;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.DeadLetterBox;

/** Single dead letters and their replay; the list is the table {@code dead-letters}. */
@Path("/api/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.VIEWER)
@Blocking
public class DeadLetterResource {
    private static final int UNAVAILABLE = 503;

    /**
     * What is asked.
     *
     * @param letters their ids
     * @param reason why; it stands in the note of the replay
     * @param again true to replay what was replayed before
     * @param dryRun true to write nothing
     */
    public record Asked(
            @Nullable List<@Nullable String> letters,
            @Nullable String reason,
            @Nullable Boolean again,
            @Nullable Boolean dryRun) {}

    /**
     * One letter.
     *
     * @param fields those that name and date the record; empty for who is no engineer
     */
    public record LetterAnswer(
            String letterId,
            Instant written,
            String service,
            String sourceTopic,
            long sourceOffset,
            String reason,
            String message,
            String exception,
            int keyOctets,
            int valueOctets,
            String format,
            String schema,
            Map<String, String> fields,
            List<Replay> replays) {}

    /** That a letter was replayed. @param offset where it stands now, on the topic and partition it came from */
    public record Replay(int number, String principal, Instant at, String reason, long offset) {
        static Replay of(ReplayNote note) {
            return new Replay(note.number(), note.principal(), note.at(), note.reason(), note.offset());
        }
    }

    /**
     * What became of one letter.
     *
     * @param result REPLAYED, WOULD_REPLAY, or the name of the refusal
     * @param to where it stands now, or would go
     */
    public record Result(String letterId, String result, String to, String message, String remedy) {
        static Result of(ReplayResult result) {
            String id = result.letter().toString();
            return switch (result) {
                case ReplayResult.Replayed replayed ->
                    new Result(id, "REPLAYED", replayed.to().toString(), "", "");
                case ReplayResult.WouldReplay planned ->
                    new Result(
                            id,
                            "WOULD_REPLAY",
                            planned.from().topic() + " partition "
                                    + planned.from().partition(),
                            "",
                            "");
                case ReplayResult.Refused refused ->
                    new Result(
                            id,
                            refused.refusal().code(),
                            "",
                            refused.refusal().message(),
                            refused.refusal().remedy());
            };
        }
    }

    /** What became of all. */
    public record Answer(int replayed, int refused, boolean dryRun, List<Result> results) {}

    private final DeadLetterBox box;
    private final SecurityIdentity identity;
    private final InstantSource wallClock;

    DeadLetterResource(DeadLetterBox box, SecurityIdentity identity, InstantSource wallClock) {
        this.box = box;
        this.identity = identity;
        this.wallClock = wallClock;
    }

    @GET
    @Path("/{letterId}")
    public LetterAnswer one(String letterId) {
        DeadLetter.Id id = DeadLetter.Id.of(letterId).orElseThrow(() -> Problem.unknown("dead letter", letterId));
        DeadLetterBox.Opened opened =
                asking(() -> box.open(id)).orElseThrow(() -> Problem.unknown("dead letter", letterId));
        DeadLetter letter = opened.letter();
        DeadLetter.Origin origin = letter.origin();
        return new LetterAnswer(
                letterId,
                letter.writtenAt(),
                letter.service(),
                origin == null ? "" : origin.topic(),
                origin == null ? -1 : origin.offset(),
                letter.reason(),
                letter.message(),
                letter.exception(),
                letter.keyOctets(),
                letter.valueOctets(),
                opened.format(),
                opened.schema(),
                identity.hasRole(Person.ENGINEER) ? opened.fields() : Map.of(),
                opened.replays().stream().map(Replay::of).toList());
    }

    /** Writes letters to the topics they came from, as they were; answers what became of each. */
    @POST
    @Path("/replay")
    @RolesAllowed(Person.ENGINEER)
    public Answer replay(@Nullable Asked asked) {
        List<DeadLetter.Id> ids = ids(asked == null ? null : asked.letters());
        boolean dryRun = asked != null && Boolean.TRUE.equals(asked.dryRun());
        String reason = dryRun ? "" : Reasons.required(asked == null ? null : asked.reason());
        DeadLetterBox.Order order = new DeadLetterBox.Order(
                ids,
                identity.getPrincipal().getName(),
                wallClock.instant().truncatedTo(ChronoUnit.MILLIS),
                reason,
                asked != null && Boolean.TRUE.equals(asked.again()),
                dryRun);
        List<ReplayResult> results = asking(() -> box.replay(order));
        int refused = (int)
                results.stream().filter(ReplayResult.Refused.class::isInstance).count();
        return new Answer(
                dryRun ? 0 : results.size() - refused,
                refused,
                dryRun,
                results.stream().map(Result::of).toList());
    }

    private static List<DeadLetter.Id> ids(@Nullable List<@Nullable String> asked) {
        if (asked == null || asked.isEmpty() || asked.size() > DeadLetterBox.MOST_AT_ONCE) {
            throw new Problem(
                            "LETTERS_REFUSED",
                            "letters must name 1 to " + DeadLetterBox.MOST_AT_ONCE + " dead letters.",
                            "Give their ids as the table dead-letters shows them.")
                    .exception(422);
        }
        List<DeadLetter.Id> ids = new ArrayList<>();
        for (String text : asked) {
            ids.add(DeadLetter.Id.of(String.valueOf(text))
                    .orElseThrow(() -> new Problem(
                                    "LETTERS_REFUSED",
                                    "letters: \"" + text + "\" is no id of a dead letter.",
                                    "Give ids as the table dead-letters shows them, e.g. 3-17.")
                            .exception(422)));
        }
        return ids;
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (DeadLetterBox.ReplayUnavailableException e) {
            throw new Problem(
                            "REPLAY_OFF",
                            sentence(e),
                            "Set it and give that user the rights of the role replayer (plumbline acls).")
                    .exception(409);
        } catch (ProblemException e) {
            throw e;
        } catch (ConsoleException e) {
            throw new Problem("DEAD_LETTERS_UNAVAILABLE", sentence(e), "Look at the brokers, then ask again.")
                    .exception(UNAVAILABLE);
        }
    }

    private static String sentence(ConsoleException e) {
        String text = String.valueOf(e.getMessage());
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1) + ".";
    }
}
