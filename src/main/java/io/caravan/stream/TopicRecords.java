package io.caravan.stream;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.Table;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/** Reads what a consumer got of the topic, and stops where the records are for a Caravan of another version or with other settings. */
public final class TopicRecords {
    private final SchemaIds schemas;
    private final RecordReader reader;
    private final TopicOffsets topic;
    private final Clock clock;

    /** Creates the bean. */
    public TopicRecords(SchemaIds schemas, TopicOffsets topic, Clock clock) {
        this.schemas = schemas;
        this.reader = new RecordReader(schemas);
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * Reads what a consumer got.
     *
     * @param exchanges one a record, as Camel's consumer of batches gives them
     */
    public PolledRecords read(@Body List<Exchange> exchanges) {
        var polled = new PolledRecords(clock.instant());
        String checked = null;
        for (Exchange exchange : exchanges) {
            Message message = exchange.getMessage();
            String model = message.getHeader("model", String.class);
            String mediaType = message.getHeader("content-type", String.class);
            String both = mediaType + " " + model;
            if (!both.equals(checked)) {
                checkModel(model);
                checkFormat(mediaType);
                checked = both;
            }
            int partition = message.getHeader(KafkaConstants.PARTITION, Integer.class);
            KafkaManualCommit commit = message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class);
            if (commit != null) {
                polled.hint(partition, commit::commit);
            }
            polled.add(
                    new TopicPlace(partition, message.getHeader(KafkaConstants.OFFSET, Long.class)),
                    message.getBody(byte[].class));
        }
        polled.decode(reader);
        return polled;
    }

    /** Else the columns that only a later version knows would be lost, in silence. */
    private void checkModel(String model) {
        if (model != null && model.matches("\\d{1,9}") && Integer.parseInt(model) > Table.VERSION) {
            throw new ConfigurationException(
                    "The topic %s holds records of version %s of the table model, and this Caravan reads up to %d; it is not read on until a Caravan of a later version reads it"
                            .formatted(topic.topic(), model, Table.VERSION));
        }
    }

    /** What another program may have put there is set aside; records of ours only wait to be read by whoever can. */
    private void checkFormat(String mediaType) {
        if (AvroFormat.MEDIA_TYPE.equals(mediaType) && !schemas.isThere()) {
            throw new ConfigurationException(
                    "The topic %s holds records as Avro, and stream.registry-url has no value; give it the address of the registry where their schemas are"
                            .formatted(topic.topic()));
        }
    }
}
