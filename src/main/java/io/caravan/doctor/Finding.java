package io.caravan.doctor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.failure.CaravanException;
import io.caravan.failure.Outcome;
import io.caravan.spotify.PlaylistAccess;
import java.sql.SQLException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param check what: settings, routes, sign-in, consent, app class, budget, playlist, bucket, inbox, dead letters, warehouse, tables,
 *     brokers, topic, rights, schemas, offsets
 * @param status {@code ok, warning} or {@code failed}
 * @param message what was found, and what to do about it
 * @param outcome how a run would end because of it
 * @param playlist for a playlist, what may be done with it
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        String check,
        Status status,
        String message,
        @JsonIgnore Outcome outcome,
        PlaylistAccess playlist) {
    /** How bad it is. */
    public enum Status {
        ok,
        warning,
        failed
    }

    static Finding ok(String check, String message) {
        return new Finding(check, Status.ok, message, Outcome.OK, null);
    }

    static Finding warning(String check, String message) {
        return new Finding(check, Status.warning, message, Outcome.OK, null);
    }

    /** Returns that a look failed, with how a run would end because of it. */
    public static Finding failed(String check, Exception e) {
        CaravanException ours = CaravanException.in(e);
        return ours == null
                ? new Finding(check, Status.failed, words(e), Outcome.FAILED, null)
                : new Finding(check, Status.failed, ours.getMessage(), ours.outcome(), null);
    }

    /** Libraries tell neither what they were asked for nor what to do. */
    private static String words(Exception e) {
        if (e instanceof SdkException) {
            return "S3 refuses or does not answer: " + e.getMessage()
                    + "; see lake.bucket, lake.endpoint and lake.region, the credentials and their rights, and the network";
        }
        if (e instanceof SQLException) {
            return "The warehouse refuses or does not answer: " + e.getMessage()
                    + "; see warehouse.url, who signs in there, and the network";
        }
        return e.getMessage() == null ? String.valueOf(e) : e.getMessage();
    }
}
