namespace Webmail.Data;
internal static class LocalState { }
