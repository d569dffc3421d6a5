using Webmail.Data;

namespace Webmail.Engine;

/// <summary>What is under way for a person.</summary>
public sealed record PendingWork(OperationQueue Queue, BulkJobs Jobs);
