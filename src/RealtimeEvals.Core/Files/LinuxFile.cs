using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RealtimeEvals.Files;

/// <summary>File operations of Linux that .NET does not offer. Where they are not supported, the methods return false.</summary>
internal static class LinuxFile
{
    private const int CurrentFolder = -100;
    private const uint ExchangeFlag = 2;
    private const int NoFollow = 0x100;
    private const uint TypeMask = 1;
    private const uint LinkCountMask = 4;
    private const int TypeBits = 0xF000;
    private const int PlainType = 0x8000;
    private const int FolderType = 0x4000;
    private const int StatusLength = 256;

    /// <summary>Offset of <c>stx_nlink</c>, the same on every processor.</summary>
    private const int LinkCountOffset = 16;

    /// <summary>Offset of <c>stx_mode</c>.</summary>
    private const int ModeOffset = 28;

    /// <summary>Swaps the names of two files atomically.</summary>
    /// <returns>True when the names were swapped.</returns>
    public static bool TryExchange(string one, string other) =>
        Try(() => renameat2(CurrentFolder, Name(one), CurrentFolder, Name(other), ExchangeFlag) == 0);

    /// <summary>Whether a file is known to have more than one name.</summary>
    public static bool HasOtherNames(string path)
    {
        byte[] status = new byte[StatusLength];
        return Try(() => statx(CurrentFolder, Name(path), NoFollow, LinkCountMask, status) == 0)
            && BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(LinkCountOffset)) > 1;
    }

    /// <summary>Whether a path is known to be a pipe, a socket or a device: neither a file nor a folder.</summary>
    public static bool IsSpecial(string path)
    {
        byte[] status = new byte[StatusLength];
        return Try(() => statx(CurrentFolder, Name(path), 0, TypeMask, status) == 0)
            && (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & TypeBits) is not (PlainType or FolderType);
    }

    private static bool Try(Func<bool> call)
    {
        try
        {
            return OperatingSystem.IsLinux() && call();
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    private static byte[] Name(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int renameat2(int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, uint flags);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
