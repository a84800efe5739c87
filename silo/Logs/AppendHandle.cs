using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Posture.Silo.Logs;

/// <summary>
/// Opens a file so that every write goes to its end, wherever that is by then: behind what other processes wrote, and at
/// the beginning after logrotate's copytruncate. .NET's own <see cref="FileMode.Append"/> seeks once and never again.
/// </summary>
internal static class AppendHandle
{
    // fcntl.h of Linux on x64 and arm64: O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC. There the mode, a variable argument
    // in C, is passed as a fixed one would be.
    private const int WriteAppendCreateCloseOnExec = 0x1 | 0x40 | 0x400 | 0x80000;

    // Less the umask, as .NET does it.
    private const int ReadWriteForAll = 0b110_110_110;

    /// <summary>Opens or creates it; the folder must exist. Elsewhere than on Linux, writers must seek the end themselves.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static SafeFileHandle Open(string path)
    {
        if (!OperatingSystem.IsLinux())
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        // In one step: between two, another process could move the file away.
        int descriptor = OpenFile(path, WriteAppendCreateCloseOnExec, ReadWriteForAll);
        if (descriptor < 0)
            throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFile([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);
}
