package io.caravan.lake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;

/** Warns once of each folder in the inbox, since what lies in it is never taken; the listings of Camel's consumer tell. */
final class InboxFolders implements ExecutionInterceptor {
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (context.response() instanceof ListObjectsResponse list) {
            list.commonPrefixes().stream()
                    .map(CommonPrefix::prefix)
                    .filter(told::add)
                    .forEach(folder -> log().warn(warning(folder)));
        }
    }

    /** Returns what is wrong and how to mend it. */
    static String warning(String folder) {
        return folder.replaceAll("\\p{Cntrl}", "?")
                + " is a folder, and only objects that lie in the inbox itself are taken:"
                + " move what it holds one level up";
    }

    /** Not a constant: the first logger settles how much is logged. */
    private static Logger log() {
        return LoggerFactory.getLogger(InboxFolders.class);
    }
}
