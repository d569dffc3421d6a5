namespace Webmail.Data;
internal static class Text { }
