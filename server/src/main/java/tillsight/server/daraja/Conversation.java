package tillsight.server.daraja;

/** What Daraja calls a request whose result comes later, by callback. */
public record Conversation(
    String originatorConversationId, String conversationId, String description) {}
