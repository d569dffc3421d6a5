namespace Webmail.Data.Entities;

/// <summary>How much of a message is in the search index.</summary>
internal enum Indexed
{
    /// <summary>Not a word yet: a first synchronisation stores the lists first.</summary>
    Nothing = 0,

    /// <summary>Subject and people.</summary>
    Headers = 1,

    /// <summary>Its text and the names of its files too, or there are none to be had.</summary>
    Text = 2,
}
