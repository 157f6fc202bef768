package dev.warren.worker.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.support.MessagePropertiesConverter;

/**
 * Passes over every property and header of a message: the worker needs none, and one of a type that nobody expects must
 * not keep the message from being read.
 */
final class DeliveryTagsOnly implements MessagePropertiesConverter {

    @Override
    public MessageProperties toMessageProperties(BasicProperties source, @Nullable Envelope envelope, String charset) {
        var properties = new MessageProperties();
        if (envelope != null) {
            properties.setDeliveryTag(envelope.getDeliveryTag());
        }
        return properties;
    }

    @Override
    public BasicProperties fromMessageProperties(MessageProperties source, String charset) {
        throw new UnsupportedOperationException("A consumer sends nothing");
    }
}
