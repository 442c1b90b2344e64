using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>Which folders of a project use which, by the types that the compiler finds behind each name.</summary>
internal sealed class FolderUses
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private readonly string _project;

    private FolderUses(string project) => _project = project;

    /// <summary>The uses of one folder by another, each with all its places.</summary>
    /// <param name="project">A project below src that needs nothing but the base class library and our own assemblies.</param>
    public static IReadOnlyDictionary<(string From, string To), SortedSet<string>> Of(string project) => new FolderUses(project).Find();

    /// <summary>The uses from which a way leads back, a line each.</summary>
    public static string Cycles(IReadOnlyDictionary<(string From, string To), SortedSet<string>> uses)
    {
        ILookup<string, string> next = uses.Keys.ToLookup(use => use.From, use => use.To);
        return Lines(
            from use in uses
            where Reaches(next, use.Key.To, use.Key.From, [])
            select use);
    }

    /// <summary>Uses as a message shows them.</summary>
    public static string Lines(IEnumerable<KeyValuePair<(string From, string To), SortedSet<string>>> uses) =>
        string.Join('\n', uses.Select(use => $"{use.Key.From} -> {use.Key.To}: {string.Join(", ", use.Value)}"));

    private static bool Reaches(ILookup<string, string> next, string from, string to, HashSet<string> seen) =>
        from == to || (seen.Add(from) && next[from].Any(folder => Reaches(next, folder, to, seen)));

    private Dictionary<(string From, string To), SortedSet<string>> Find()
    {
        SyntaxTree[] trees = [.. SourceFiles.Of(_project).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            _project, [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings)], References());
        var uses = new Dictionary<(string From, string To), SortedSet<string>>();
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            string from = FolderOf(tree.FilePath);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                string to = symbol is null or INamespaceSymbol ? from : FolderOf(symbol) ?? from;
                if (to == from) continue;
                if (!uses.TryGetValue((from, to), out SortedSet<string>? places))
                {
                    uses[(from, to)] = places = new(StringComparer.Ordinal);
                }


                string used = (symbol as INamedTypeSymbol ?? symbol!.ContainingType).Name;
                places.Add($"{Path.GetFileNameWithoutExtension(tree.FilePath)} {used}");
            }
        }

        return uses;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));

    private string? FolderOf(ISymbol symbol)
    {
        ImmutableArray<SyntaxReference> declared = (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.DeclaringSyntaxReferences ?? [];
        return declared.IsEmpty ? null : FolderOf(declared[0].SyntaxTree.FilePath);
    }

    private string FolderOf(string path) =>
        Path.GetRelativePath(Repository.PathOf("src", _project), Path.GetDirectoryName(path)!).Replace('\\', '/');
}
