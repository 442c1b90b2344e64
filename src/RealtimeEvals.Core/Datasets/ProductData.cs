using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Finds the data that ships with the product, independent of the current folder.</summary>
public static class ProductData
{
    /// <summary>The folder <c>data</c>: the nearest in or above the folder of this assembly that contains <c>models.json</c>.</summary>
    /// <exception cref="EvalException"><c>DataFolderMissing</c>: there is no such folder.</exception>
    public static string Folder { get; } = Find();

    /// <summary>Returns the path of a shipped file.</summary>
    /// <param name="parts">The folder and file names below the data folder.</param>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);

    private static string Find()
    {
        string location = typeof(ProductData).Assembly.Location;
        string start = location.Length > 0 ? Path.GetDirectoryName(location)! : AppContext.BaseDirectory;
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "data");
            if (File.Exists(Path.Combine(candidate, "models.json"))) return candidate;
        }

        throw EvalErrors.DataFolderMissing(start);
    }
}
