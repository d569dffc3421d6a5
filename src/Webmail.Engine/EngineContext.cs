using Microsoft.Extensions.Logging;

namespace Webmail.Engine;

/// <summary>What is the same all over the engine: its options, the clock and where it logs.</summary>
internal sealed record EngineContext(EngineOptions Options, TimeProvider Time, ILoggerFactory Loggers);
