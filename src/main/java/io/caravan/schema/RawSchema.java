package io.caravan.schema;

import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.lake.RawInbox;
import io.caravan.lake.S3Refusals;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.ArchivedObject;
import io.caravan.transform.UnreadableSnapshotException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The forms of the raw objects of a lake. An object of the archive never changes: each is looked at once, and what it looks like is
 * remembered. Objects of the inbox are looked at each time.
 */
public final class RawSchema {
    private final Lake lake;

    /** Creates the view of a lake. */
    public RawSchema(Lake lake) {
        this.lake = lake;
    }

    /**
     * Looks at what is new in the archive, and at the inbox.
     *
     * @param from the first day in UTC on which the objects were extracted; null for the first of all
     * @param to the last such day; null for the last of all
     * @param again whether objects that were looked at are looked at too: all of them, and what was remembered is replaced, or those
     *     of some days, and then nothing else is told, and nothing remembered
     * @throws IOException if the lake fails
     */
    public SchemaReport look(LocalDate from, LocalDate to, boolean again) throws IOException {
        boolean all = from == null && to == null;
        Memory before = Memory.of(lake);
        Set<String> known = before.pairs();
        Set<String> knownForms = Set.copyOf(before.forms().keySet());
        long remembered = again ? 0 : before.lookedAt().count();
        Memory memory = again ? before.anew() : before;
        List<SchemaReport.Unreadable> unreadable = new ArrayList<>();

        long looked = 0;
        long closed = 0;
        for (ArchivedObject archived : new Archive(lake).selected(null, from, to)) {
            String key = archived.object().key();
            String day = archived.key()
                    .extractedAt()
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
            closed += memory.lookedAt().isClosed(day) ? 1 : 0;
            if (!memory.lookedAt().contains(day, key)
                    && take(memory, archived.object(), Sightings.archived(key, day), unreadable) != null) {
                memory.lookedAt().add(day, key);
                looked++;
            }
        }
        List<SchemaReport.Waiting> waiting = new ArrayList<>();
        for (LakeObject object : RawInbox.of(lake).waiting()) {
            Form form = take(memory, object, Sightings.waiting(object.key()), unreadable);
            if (form != null) {
                waiting.add(new SchemaReport.Waiting(object.key(), form.name()));
            }
        }
        boolean stored = (again && !all) || memory.store(lake);
        return new SchemaReport(
                SchemaReport.formsOf(memory, known, knownForms),
                looked,
                remembered,
                waiting,
                unreadable,
                all ? Math.max(0, closed - memory.lookedAt().closed()) : 0,
                memory.refused(),
                stored);
    }

    /** Takes in the form of an object and returns it; null where it cannot be read. */
    private Form take(Memory memory, LakeObject object, Sightings sightings, List<SchemaReport.Unreadable> unreadable)
            throws IOException {
        try (InputStream bytes = lake.openWhole(object.key(), object.size(), object.eTag())) {
            Form form = FormReader.read(object.key(), bytes, sightings);
            memory.add(form);
            return form;
        } catch (UnreadableSnapshotException e) {
            unreadable.add(new SchemaReport.Unreadable(object.key(), e.problem()));
        } catch (InvalidObjectStateException e) {
            unreadable.add(new SchemaReport.Unreadable(
                    object.key(),
                    "it is archived (storage class %s), and S3 does not give it; restore it there"
                            .formatted(e.storageClassAsString())));
        } catch (S3Exception e) {
            if (!S3Refusals.isGoneOrOverwritten(e)) {
                throw e;
            }
            // The transform took it: it is in the archive by now.
            if (sightings.objects() > 0) {
                unreadable.add(new SchemaReport.Unreadable(
                        object.key(), "it was deleted or overwritten after it was listed; give the command again"));
            }
        }
        return null;
    }
}
