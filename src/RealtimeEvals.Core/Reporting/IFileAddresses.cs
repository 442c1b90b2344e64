namespace RealtimeEvals.Reporting;

/// <summary>Makes links to files for a page.</summary>
internal interface IFileAddresses
{
    /// <summary>Returns the address of a file: relative to the page, with the scheme file, or the path of a server.</summary>
    /// <param name="path">The path of the file.</param>
    string AddressOf(string path);

    /// <summary>Returns a path as it is shown.</summary>
    /// <param name="path">The path; empty for none.</param>
    string Of(string path);
}
