namespace Webmail.IntegrationTests.Engine;

/// <summary>What is peculiar to a make of server.</summary>
/// <param name="Name">Key of <see cref="OtherServers"/>.</param>
/// <param name="Program">In the command line of its process.</param>
/// <param name="SignedIn">In its log when somebody ({0}) signed in.</param>
/// <param name="Scan">In the commands that bring the index up to date.</param>
/// <param name="OtherScan">In none of them.</param>
/// <param name="Move">In the commands that move a message.</param>
/// <param name="HasSpecialFolders">A new mailbox has special folders and says which they are; otherwise only Trash, unmarked.</param>
public sealed record OtherMake(string Name, string Program, string SignedIn, string Scan, string OtherScan, string Move, bool HasSpecialFolders);
