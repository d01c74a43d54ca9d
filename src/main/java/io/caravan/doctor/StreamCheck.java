package io.caravan.doctor;

import io.caravan.settings.Settings;
import io.caravan.wiring.DeclaredBeans;
import java.util.List;

/** Whether brokers, topic and registry are as the stream needs them. */
record StreamCheck(Settings settings, DeclaredBeans beans) implements Check {
    @Override
    public String name() {
        return "stream";
    }

    /** {@inheritDoc} Where there is no stream, none of the classes that it is made with is looked at. */
    @Override
    public void look(List<Finding> findings) throws Exception {
        if (settings.hasStream()) {
            findings.addAll(StreamFindings.of(settings, beans));
        }
    }
}
