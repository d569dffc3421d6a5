using System.Runtime.InteropServices;
using SkiaSharp;

namespace Webmail.Web.Images;

/// <summary>
/// The child process that reads pictures of strangers: one picture from its input, written anew to its output. Whatever a decoder does wrong with
/// hostile bytes, it does here, with little memory, little time and nothing to steal.
/// </summary>
internal static class ImageWorker
{
    /// <summary>First argument of the process; the second one is the longest edge wanted, 0 for as it is.</summary>
    public const string Argument = "read-image";

    private const int MaxBytes = 10 * 1024 * 1024;
    private const long MaxPixels = 50_000_000;
    private const long MaxMemory = 768L * 1024 * 1024;
    private const int MaxSeconds = 10;

    private static readonly SKEncodedImageFormat[] Raster =
    [
        SKEncodedImageFormat.Bmp, SKEncodedImageFormat.Gif, SKEncodedImageFormat.Ico, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp, SKEncodedImageFormat.Wbmp,
        SKEncodedImageFormat.Avif,
    ];

    /// <returns>Exit code; 0 when a picture was written.</returns>
    public static int Run(string[] arguments)
    {
        Limit();
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        var maxEdge = arguments.Length > 1 ? int.Parse(arguments[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (Rewrite(bytes.ToArray(), maxEdge) is not { } image)
            return 2;
        output.Write(image);
        return 0;
    }

    /// <returns>Null for what is no picture, or too large a one.</returns>
    internal static byte[]? Rewrite(byte[] bytes, int maxEdge)
    {
        if (bytes.Length is 0 or > MaxBytes)
            return null;
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || !Raster.Contains(codec.EncodedFormat) || codec.Info is not { Width: > 0, Height: > 0 } info || (long)info.Width * info.Height > MaxPixels)
            return null;
        using var read = SKBitmap.Decode(codec);
        if (read is null)
            return null;
        using var turned = Turn(read, codec.EncodedOrigin);
        using var image = Shrink(turned ?? read, maxEdge);
        // What was a photograph stays small; everything else keeps its edges and what is seen through it.
        using var written = codec.EncodedFormat == SKEncodedImageFormat.Jpeg
            ? (image ?? turned ?? read).Encode(SKEncodedImageFormat.Jpeg, 88)
            : (image ?? turned ?? read).Encode(SKEncodedImageFormat.Png, 100);
        return written?.ToArray();
    }

    // The turn of a camera stands beside the picture (EXIF), which is not written again.
    private static SKBitmap? Turn(SKBitmap read, SKEncodedOrigin origin)
    {
        var (degrees, isSwapped) = origin switch
        {
            SKEncodedOrigin.BottomRight => (180, false),
            SKEncodedOrigin.RightTop => (90, true),
            SKEncodedOrigin.LeftBottom => (270, true),
            _ => (0, false),
        };
        if (degrees == 0)
            return null;
        var turned = new SKBitmap(isSwapped ? read.Height : read.Width, isSwapped ? read.Width : read.Height);
        using var canvas = new SKCanvas(turned);
        canvas.Translate(turned.Width / 2f, turned.Height / 2f);
        canvas.RotateDegrees(degrees);
        canvas.DrawBitmap(read, -read.Width / 2f, -read.Height / 2f, new SKSamplingOptions(SKFilterMode.Nearest));
        return turned;
    }

    private static SKBitmap? Shrink(SKBitmap bitmap, int maxEdge)
    {
        var longest = Math.Max(bitmap.Width, bitmap.Height);
        if (maxEdge == 0 || longest <= maxEdge)
            return null;
        var size = new SKSizeI(Math.Max(1, bitmap.Width * maxEdge / longest), Math.Max(1, bitmap.Height * maxEdge / longest));
        return bitmap.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }

    private static void Limit()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // Address space is reserved generously by the runtime; what it writes to is what counts (RLIMIT_DATA, since Linux 4.7).
        Set(resource: 0, MaxSeconds);
        Set(resource: 1, 0);
        Set(resource: 2, MaxMemory);
        Set(resource: 4, 0);
    }

    private static void Set(int resource, long value)
    {
        var limit = new ResourceLimit { Current = (nuint)value, Max = (nuint)value };
        if (SetLimit(resource, ref limit) != 0)
            throw new InvalidOperationException($"The limit {resource} was not set");
    }

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, ref ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public nuint Current;
        public nuint Max;
    }
}
