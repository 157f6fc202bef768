package dev.warren.llm.endpoint;

import java.util.List;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.tool.ToolCallback;

/** A kind of endpoint in Spring AI's terms. */
interface ChatDialect {

    ChatModel model();

    ChatOptions options(ModelRequest request);

    /** The messages as this kind of endpoint accepts them. */
    default List<Message> messages(ModelRequest request) {
        return request.messages();
    }

    static List<ToolCallback> tools(ModelRequest request) {
        return request.tools().stream().<ToolCallback>map(OfferedTool::new).toList();
    }
}
