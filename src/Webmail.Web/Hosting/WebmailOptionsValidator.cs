using Microsoft.Extensions.Options;

namespace Webmail.Web.Hosting;

/// <summary>Checks the data annotations of <see cref="WebmailOptions"/> and all below.</summary>
[OptionsValidator]
internal sealed partial class WebmailOptionsValidator : IValidateOptions<WebmailOptions>;
