namespace Webmail.IntegrationTests.Engine;

/// <summary>A server that can do little.</summary>
public sealed class CourierTests(OtherServers servers)
    : OtherServerTests(servers, new OtherMake("Courier", "/usr/sbin/couriertcpd", "INFO: LOGIN, user={0},", "UID SEARCH", "QRESYNC", "UID EXPUNGE", HasSpecialFolders: false));
