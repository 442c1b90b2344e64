using System.Globalization;
using Microsoft.AspNetCore.Http;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>Reads which runs a list is to show.</summary>
internal static class RunQueryReader
{
    /// <summary>Returns what the query of an address asks for; what is blank is not asked for.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: every value that is not as it should be.</exception>
    public static RunQuery Read(IQueryCollection query)
    {
        var problems = new List<string>();
        var read = new RunQuery
        {
            Search = Text("search"),
            Harness = Text("harness"),
            Standing = Word<RunStanding>("standing"),
            Outcome = Word<Outcome>("outcome"),
            Sort = Text("sort") is { Length: > 0 } sort ? sort : RunQuery.DefaultSort,
            Page = Number("page") ?? 1,
            Size = Number("page_size") ?? RunQuery.DefaultSize,
        };
        problems.AddRange(read.FindProblems());
        return problems.Count > 0 ? throw EvalErrors.InvalidSetting(problems) : read;

        string Text(string name) => query[name].ToString().Trim();

        T? Word<T>(string name)
            where T : struct, Enum
        {
            string word = Text(name);
            if (word.Length == 0) return null;
            if (Enum.GetNames<T>().Contains(word, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<T>(word, ignoreCase: true);
            problems.Add($"'{word}' is no {name}; it is one of {string.Join(", ", Enum.GetNames<T>())}.");
            return null;
        }

        int? Number(string name)
        {
            string number = Text(name);
            if (number.Length == 0) return null;
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value)) return value;
            problems.Add($"'{number}' is no {name.Replace('_', ' ')}; it must be a whole number.");
            return null;
        }
    }
}
