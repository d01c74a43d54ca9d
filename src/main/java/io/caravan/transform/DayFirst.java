package io.caravan.transform;

/** How a date is read whose first two numbers may both be a month: the setting {@code lake.day-first}. */
enum DayFirst {
    YES,
    NO,
    /** Nobody said it, so that such a date is not read at all. */
    UNTOLD;

    /** Returns what the setting says; null where it says nothing. */
    static DayFirst of(Boolean setting) {
        if (setting == null) {
            return UNTOLD;
        }
        return setting ? YES : NO;
    }
}
