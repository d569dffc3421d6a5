namespace Webmail.Data;
internal static class MessagePeople { }
