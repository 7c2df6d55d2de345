// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.schema.EventCodes;
import org.plumbline.simulator.meter.MeterKeys;
import org.plumbline.simulator.port.TruthLedger;

/**
 * What the meters did, what was sent to them and what was published about them; every entry is held against all the
 * others as it is made. Breaks off with a {@link BrokenPromise} as soon as a promise of the gateway is broken.
 */
final class Books implements TruthLedger {

    /** All that is known of one meter. */
    private static final class Account {
        final TreeMap<Instant, Long> captured = new TreeMap<>();
        final TreeMap<Instant, Long> published = new TreeMap<>();
        final TreeMap<Instant, Instant> gaps = new TreeMap<>();
        final TreeSet<Instant> slots = new TreeSet<>();
        boolean slotsExpected;
        final Map<Long, Octets> frameByCounter = new HashMap<>();
        final Set<Long> accepted = new HashSet<>();
        final Set<Octets> activated = new HashSet<>();
        final Map<String, OrderResult> results = new TreeMap<>();
        final RequestBook requests = new RequestBook();
        MeterState durable = MeterState.INITIAL;
        int activations;
    }

    private static final String ENERGY = "1.0.1.8.0.255";

    private final byte[] clientTitle;
    private final Consumer<Throwable> breakOff;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Diary diary;
    private final Stops stops;
    private long arrivingSentAtNanos;
    private boolean arrivingStoodStill;
    private long framesSent;
    private long lateFrames;
    private long fingerprint;
    private Consumer<ModelledLog.Published> listener = record -> {};
    private Runnable writeListener = () -> {};

    Books(byte[] clientTitle, Stops stops, Diary diary, Consumer<Throwable> breakOff) {
        this.stops = stops;
        this.clientTitle = clientTitle.clone();
        this.diary = diary;
        this.breakOff = breakOff;
    }

    /** Tells somebody of every record that becomes visible. */
    void tell(Consumer<ModelledLog.Published> whom) {
        listener = whom;
    }

    /** Everything that was published and sent, in one number. */
    long fingerprint() {
        return fingerprint;
    }

    long framesSent() {
        return framesSent;
    }

    /** Frames that arrived though their instance had stood still between the gate and the wire. */
    long lateFrames() {
        return lateFrames;
    }

    int rowsPublished() {
        return accounts.values().stream()
                .mapToInt(account -> account.published.size())
                .sum();
    }

    int activations() {
        return accounts.values().stream()
                .mapToInt(account -> account.activations)
                .sum();
    }

    void asked(ModelledLog.Asked asked) {
        Account account = account(asked.meterId());
        account.requests.asked(asked.request(), account.captured);
    }

    boolean answered(ModelledLog.Asked asked) {
        return account(asked.meterId()).requests.answered(asked.request().requestId());
    }

    Map<String, OrderResult> resultsOf(String meterId) {
        return account(meterId).results;
    }

    /** A frame leaves an instance for a meter. */
    void sent(String meterId, MeterKeys keys, byte[] apdu) {
        framesSent++;
        fingerprint = fingerprint * 31 + Arrays.hashCode(apdu);
        diary.note(meterId, "frame " + SentFrame.counter(apdu));
        use(meterId, SentFrame.counter(apdu), apdu);
        use(meterId, SentFrame.tokenCounter(apdu, clientTitle, keys), apdu);
    }

    private void use(String meterId, OptionalLong used, byte[] apdu) {
        if (used.isEmpty()) {
            return;
        }
        long counter = used.getAsLong();
        Account account = account(meterId);
        require(
                counter < account.durable.reservedCounterEnd(),
                meterId + ": counter " + counter + " used, reserved durably up to "
                        + account.durable.reservedCounterEnd());
        Octets other = account.frameByCounter.put(counter, Octets.of(apdu));
        require(other == null, meterId + ": counter " + counter + " sent in two frames");
    }

    /**
     * A frame arrives; what the meter does next is because of it.
     *
     * @param stoodStill whether its instance stood still between the gate and the wire
     */
    void arriving(long sentAtNanos, boolean stoodStill) {
        arrivingSentAtNanos = sentAtNanos;
        arrivingStoodStill = stoodStill;
        lateFrames += stoodStill ? 1 : 0;
    }

    /** A transaction became visible. */
    void committed(ModelledLog.Transaction transaction) {
        transaction.records.forEach(record -> {
            listener.accept(record);
            published(record.meterId(), record.publication());
            if (record.publication() instanceof Publication.Reading reading
                    && reading.source() == Publication.Source.POLL) {
                registersRead(record.meterId(), transaction.states.get(record.meterId()));
            }
        });
        transaction.states.forEach(this::durable);
    }

    private void published(String meterId, Publication publication) {
        String text = publication.toString();
        fingerprint = fingerprint * 31 + text.hashCode();
        diary.note(meterId, text);
        Account account = account(meterId);
        switch (publication) {
            case Publication.Reading reading
            when !reading.requestId().isEmpty() -> requireNothingWrong(meterId, account.requests.row(reading));
            case Publication.Reading reading
            when reading.source() == Publication.Source.PROFILE -> row(meterId, account, reading);
            case Publication.Reading registers -> {}
            case Publication.Event event
            when event.code().equals(EventCodes.GAP) && !event.evidence().containsKey("requestId") ->
                account.gaps.put(
                        Instant.parse(event.evidence().get("from")),
                        Instant.parse(event.evidence().get("to")));
            case Publication.Event event
            when event.code().equals(EventCodes.READ_DONE) || event.code().equals(EventCodes.READ_FAILED) ->
                requireNothingWrong(meterId, account.requests.answer(event));
            case Publication.Event other -> {}
            case Publication.Outcome outcome -> outcome(meterId, account, outcome);
            case Publication.Fact fact -> {}
        }
    }

    private void row(String meterId, Account account, Publication.Reading reading) {
        long raw = reading.registers().stream()
                .filter(register -> register.obis().toString().equals(ENERGY))
                .findFirst()
                .orElseThrow()
                .raw();
        Long truth = account.captured.get(reading.captureTime());
        require(
                truth != null && truth == raw,
                meterId + ": row of " + reading.captureTime() + " published as " + raw + ", captured was " + truth);
        Long before = account.published.put(reading.captureTime(), raw);
        require(before == null, meterId + ": row of " + reading.captureTime() + " published twice");
    }

    /** Registers of a slot are published once: together with the slot. */
    private void registersRead(String meterId, MeterState committedTogether) {
        Instant slot = committedTogether == null ? null : committedTogether.lastSlot();
        Instant before = account(meterId).durable.lastSlot();
        require(
                slot != null && (before == null || slot.isAfter(before)),
                meterId + ": registers published for slot " + slot + " after " + before);
        account(meterId).slots.add(slot);
    }

    /** The meter has no load profile: each slot is a reading of its registers, or in a gap. */
    void expectSlots(String meterId) {
        account(meterId).slotsExpected = true;
    }

    private void outcome(String meterId, Account account, Publication.Outcome outcome) {
        String orderId = outcome.order().orderId();
        if (!outcome.repeated()) {
            OrderResult before = account.results.put(orderId, outcome.outcome().result());
            require(before == null, meterId + ": order " + orderId + " ended twice");
        }
    }

    private void durable(String meterId, MeterState next) {
        Account account = account(meterId);
        require(
                next.reservedCounterEnd() >= account.durable.reservedCounterEnd(),
                meterId + ": reservation went back to " + next.reservedCounterEnd());
        Instant cursor = next.cursor();
        require(
                cursor == null
                        || account.published.containsKey(cursor)
                                && account.published.lastKey().equals(cursor),
                meterId + ": cursor at " + cursor + ", last row published "
                        + (account.published.isEmpty() ? "none" : account.published.lastKey()));
        account.durable = next;
    }

    @Override
    public void levels(String meterId, List<Level> captured) {
        Account account = account(meterId);
        captured.forEach(
                level -> account.captured.put(Instant.ofEpochSecond(level.captureEpochSecond()), level.registerRaw()));
    }

    @Override
    public void counter(Counter counter) {
        if (counter.accepted()) {
            require(
                    account(counter.meterId()).accepted.add(counter.counter()),
                    counter.meterId() + ": counter " + counter.counter() + " accepted twice");
        }
    }

    /** The meter's memory failed: a block that was activated before may be activated once more. */
    void memoryFailed(String meterId) {
        account(meterId).activated.clear();
    }

    /** Tells somebody of every write that the meter tells of. */
    void onWrite(Runnable whom) {
        writeListener = whom;
    }

    @Override
    public void write(Write write) {
        writeListener.run();
        if (write.kind() != WriteKind.ACTIVATE || !write.accepted()) {
            return;
        }
        Account account = account(write.meterId());
        Octets block = Octets.of(write.octets());
        account.activations++;
        require(
                arrivingStoodStill || !stops.longInForceAt(arrivingSentAtNanos),
                write.meterId() + ": activated more than a second after the stop");
        require(account.activated.add(block), write.meterId() + ": one order was activated twice");
        require(
                account.durable.journal().entries().stream()
                        .anyMatch(entry -> entry.intent() != null
                                && entry.intent().target().equals(block)),
                write.meterId() + ": activated before the intent was durable");
    }

    @Override
    public void connection(Connection connection) {
        require(connection.associations() <= 1, connection.meterId() + ": several associations");
    }

    @Override
    public void close() {}

    /** First captured row or expected slot that is neither published nor named in a gap; empty when there is none. */
    String missing(Instant fieldNow) {
        for (Map.Entry<String, Account> entry : accounts.entrySet()) {
            Account account = entry.getValue();
            Instant unread = account.slotsExpected ? unreadSlot(account, fieldNow) : null;
            if (unread != null) {
                return entry.getKey() + ": slot of " + unread + " neither read nor in a gap";
            }
            for (Instant time : account.captured.keySet()) {
                if (!account.published.containsKey(time) && !inGap(account, time)) {
                    return entry.getKey() + ": row of " + time + " neither published nor in a gap";
                }
            }
        }
        return "";
    }

    /** Every write of the meter must be accounted for by an order that says so, and the other way round. */
    void requireOutcomesMatchWrites(String meterId) {
        Account account = account(meterId);
        long applied = account.results.values().stream()
                .filter(result -> result == OrderResult.APPLIED)
                .count();
        require(
                applied <= account.activations,
                meterId + ": " + applied + " orders applied, " + account.activations + " activations");
    }

    private static Instant unreadSlot(Account account, Instant fieldNow) {
        Instant slot = account.slots.isEmpty() ? fieldNow : account.slots.first();
        while (!slot.isAfter(fieldNow)) {
            if (!account.slots.contains(slot) && !inGap(account, slot)) {
                return slot;
            }
            slot = slot.plus(World.POLL_PERIOD);
        }
        return null;
    }

    private static boolean inGap(Account account, Instant time) {
        Map.Entry<Instant, Instant> gap = account.gaps.floorEntry(time);
        return gap != null && !time.isAfter(gap.getValue());
    }

    private Account account(String meterId) {
        return accounts.computeIfAbsent(meterId, unknown -> new Account());
    }

    private void requireNothingWrong(String meterId, String wrong) {
        require(wrong.isEmpty(), meterId + ": " + wrong);
    }

    /** Breaks the run off, whatever the task that noticed makes of what it is thrown. */
    void require(boolean kept, String otherwise) {
        if (!kept) {
            BrokenPromise broken = new BrokenPromise(otherwise + diary);
            breakOff.accept(broken);
            throw broken;
        }
    }
}
