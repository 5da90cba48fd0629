namespace ShadowFunctions.Cli;

/// <summary>Files that commands write. Checked before the work: whoever waited for a result wants it written.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a name that cannot be written.</summary>
    /// <exception cref="UsageException">It is a folder, or in a folder that does not exist.</exception>
    public static void Check(string option, string? path)
    {
        if (path is not null && (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))))
        {
            throw new UsageException($"{option} '{path}' cannot be written; give the name of a file in a folder that exists.");
        }
    }
}
