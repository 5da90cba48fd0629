using System.IO.Compression;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Local.Tests.Cloud;

public sealed class DemandFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traces-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Plain_and_packed_files_of_a_folder_are_read_together()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a.csv"), "timestamp,value\n2026-08-31T06:00:00Z,1\n");
        Pack("b.csv.gz", "2026-08-31T06:00:00Z,2\n2026-08-31T06:01:00Z,3\n");

        var series = DemandFiles.Read(_folder.FullName);

        Assert.Equal(["a", "b"], series.Keys);
        Assert.Equal([2.0, 3.0], series["b"].Select(p => p.Value));
    }

    [Fact]
    public void What_cannot_be_read_is_named()
    {
        Assert.Throws<FileNotFoundException>(() => DemandFiles.Read(Path.Combine(_folder.FullName, "none.csv")));
        Assert.Contains("no .csv", Assert.Throws<FormatException>(() => DemandFiles.Read(_folder.FullName)).Message, StringComparison.Ordinal);
        var text = Path.Combine(_folder.FullName, "load.csv.gz");
        File.WriteAllText(text, "2026-08-31T06:00:00Z,1");
        Assert.Contains("gzip", Assert.Throws<FormatException>(() => DemandFiles.Read(text)).Message, StringComparison.Ordinal);
        Pack("bad.csv.gz", "2026-08-31T06:00:00Z,x\n");
        var bad = Assert.Throws<FormatException>(() => DemandFiles.Read(Path.Combine(_folder.FullName, "bad.csv.gz"))).Message;
        Assert.Contains("bad.csv.gz, line 1, column 2: 'x'", bad, StringComparison.Ordinal);
    }

    private void Pack(string name, string text)
    {
        using var file = File.Create(Path.Combine(_folder.FullName, name));
        using var zip = new GZipStream(file, CompressionMode.Compress);
        using var writer = new StreamWriter(zip);
        writer.Write(text);
    }
}
