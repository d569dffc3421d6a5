namespace Webmail.IntegrationTests.Engine;

/// <summary>A server that can do most.</summary>
public sealed class CyrusTests(OtherServers servers)
    : OtherServerTests(servers, new OtherMake("Cyrus", "/cyrus/bin/master", "---------- {0} ", " QRESYNC (", "UID SEARCH", "UID MOVE", HasSpecialFolders: true));
