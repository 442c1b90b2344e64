namespace RealtimeEvals.Model;

/// <content>The errors about status files and their gates.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for a gate key that would be unsafe or would overwrite something.</summary>
    public static EvalException InvalidGateKey(string key, string reason) => new(
        nameof(InvalidGateKey), ErrorKind.Usage, $"The gate key '{key}' cannot be used: {reason}.",
        $"Choose another key, for example realtime_agent_pass{(key == "realtime_agent_pass" ? "_2" : "")}.", key);

    /// <summary>Returns the error for a status file that does not exist.</summary>
    public static EvalException StatusFileMissing(string path) => new(
        nameof(StatusFileMissing), ErrorKind.Storage, $"There is no status file '{path}'.",
        "Check the path, or make the file first.", path);

    /// <summary>Returns the error for a status file with unusable content.</summary>
    public static EvalException StatusFileInvalid(string path, string reason, Exception? inner = null) => new(
        nameof(StatusFileInvalid), ErrorKind.Storage, $"The status file '{path}' cannot be used and was left as it is: {reason}.",
        "Correct the file, or have it written again by the program that makes it.", path, inner);

    /// <summary>Returns the error for a status file that cannot be replaced.</summary>
    public static EvalException StatusFileNotWritable(string path, string reason, Exception? inner = null) => new(
        nameof(StatusFileNotWritable), ErrorKind.Storage, $"The status file '{path}' cannot be written and was left as it is: {reason}.",
        "Give the path of a plain file that you may write to, on a disk with space.", path, inner);

    /// <summary>Returns the error for a status file that another program is using.</summary>
    public static EvalException StatusInUse(string path, string reason) => new(
        nameof(StatusInUse), ErrorKind.Storage, $"The status file '{path}' is in use and was left as it is: {reason}.",
        "Wait for the other program to end, then run again.", path);
}
