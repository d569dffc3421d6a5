using Microsoft.AspNetCore.Identity;
using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A person who signs in.</summary>
public sealed class AppUser : IdentityUser<long>
{
    public string DisplayName { get; set; } = "";

    /// <summary>Culture name; null: the browser decides.</summary>
    public string? Language { get; set; }

    /// <summary>Null: the browser decides.</summary>
    public string? Theme { get; set; }

    /// <summary>Lists show conversations.</summary>
    public bool Conversations { get; set; }

    public ImagePolicy RemoteImages { get; set; }

    /// <summary>How long a sent message waits before it leaves; null: as configured.</summary>
    public int? UndoSeconds { get; set; }

    /// <summary>May not sign in, and nothing runs for their accounts.</summary>
    public bool Disabled { get; set; }

    public DateTimeOffset Created { get; set; }

    /// <summary>Null when never since this was recorded.</summary>
    public DateTimeOffset? LastSeen { get; set; }
}
