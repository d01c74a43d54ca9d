package io.caravan.tables;

import io.caravan.CaravanException;
import io.caravan.RefusedException;
import io.caravan.UnavailableException;
import java.util.concurrent.Callable;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts what Iceberg and its catalogues throw into words. */
final class IcebergFailures {
    private IcebergFailures() {}

    /**
     * Makes a call.
     *
     * @param object table or catalogue that it is about
     * @throws RefusedException when the catalogue does not let Caravan do it
     * @throws UnavailableException when it fails otherwise: the whole commit is begun anew, which harms nothing
     */
    static <T> T translate(String object, Callable<T> call) {
        try {
            return call.call();
        } catch (CaravanException | SdkException e) {
            throw e;
        } catch (ForbiddenException | NotAuthorizedException e) {
            throw new RefusedException("The catalogue of the lake's tables does not let Caravan work with " + object
                    + ": " + e.getMessage()
                    + "; see tables.* in application.properties, and the rights that docs/tables.md names");
        } catch (Exception e) {
            throw new UnavailableException(
                    "The lake table or catalogue " + object + " does not take this now: " + words(e)
                            + "; it is tried again",
                    e);
        }
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
