namespace Webmail.Model;

/// <summary>How much of the mail a search looks through has its text in the index; the rest is found by subject and people.</summary>
public sealed record SearchCoverage(int Messages, int WithText)
{
    public bool IsComplete => WithText >= Messages;
}
