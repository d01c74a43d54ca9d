package io.caravan.tables;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.RefusedException;
import io.caravan.failure.UnavailableException;
import java.util.concurrent.Callable;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Puts what Iceberg and its catalogues throw into words. */
final class IcebergFailures {
    private IcebergFailures() {}

    /**
     * Makes a call.
     *
     * @param object table or catalogue that it is about
     * @throws RefusedException when the catalogue or the bucket does not let Caravan do it
     * @throws ConfigurationException when there is no such bucket
     * @throws UnavailableException when it fails otherwise: the whole commit is begun anew, which harms nothing
     */
    static <T> T translate(String object, Callable<T> call) {
        try {
            return call.call();
        } catch (CaravanException | NullPointerException | ClassCastException e) {
            throw e;
        } catch (ForbiddenException | NotAuthorizedException e) {
            throw new RefusedException("The catalogue of the lake's tables does not let Caravan work with " + object
                    + ": " + e.getMessage()
                    + "; see tables.* in application.properties, and the rights that docs/tables.md names");
        } catch (Exception e) {
            S3Exception refusal = refusal(e);
            if (refusal != null && refusal.statusCode() == HttpStatusCode.FORBIDDEN) {
                throw new RefusedException("S3 does not let Caravan read or write files of " + object + ": "
                        + refusal.getMessage() + "; see tables.location, and the rights that docs/tables.md names");
            }
            if (refusal instanceof NoSuchBucketException) {
                throw new ConfigurationException("The bucket in which " + object + " lies is not there: "
                        + refusal.getMessage() + "; make it, or set tables.location to one that is");
            }
            throw new UnavailableException(
                    (object.startsWith("tables.")
                                    ? "The catalogue that " + object + " names"
                                    : "The lake table " + object)
                            + " does not take this now: " + words(e) + "; nothing is lost, and it can be tried again",
                    e);
        }
    }

    /** Returns what S3 said; null where it said nothing. */
    private static S3Exception refusal(Throwable e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof S3Exception)) {
            cause = cause.getCause();
        }
        return (S3Exception) cause;
    }

    /** The deepest cause says what is wrong; those above it say where. */
    private static String words(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }
}
