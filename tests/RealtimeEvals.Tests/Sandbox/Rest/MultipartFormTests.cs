using System.Text;
using RealtimeEvals.Sandbox.Rest;
using RealtimeEvals.Sandbox.Validation;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Rest;

public sealed class MultipartFormTests
{
    private const string Type = "multipart/form-data; boundary=b";
    private const string Model = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b--\r\n";

    /// <summary>A body that holds one field; its name, file name and content.</summary>
    public static TheoryData<string, string, string?, string> Fields => new()
    {
        { Model, "model", null, "m" },
        { Model[..^2], "model", null, "m" },
        { "preamble\r\n" + Model + "epilogue", "model", null, "m" },
        { Model.Replace("--b\r\n", "--b \t\r\n", StringComparison.Ordinal), "model", null, "m" },
        { Model.Replace("Content-Disposition", "CONTENT-DISPOSITION", StringComparison.Ordinal), "model", null, "m" },
        { Model.Replace("\"model\"", "model", StringComparison.Ordinal), "model", null, "m" },
        { Model.Replace("\"model\"", "\"a; \\\"b\\\"\"", StringComparison.Ordinal), "a; \"b\"", null, "m" },
        { Model.Replace("\"model\"", "\"file\"; filename=\"a %22b%22.wav\"", StringComparison.Ordinal), "file", "a \"b\".wav", "m" },
        { Model.Replace("\"model\"", "\"file\"; filename=\"\"", StringComparison.Ordinal), "file", "", "m" },
        { Model.Replace("\"model\"", "file; filename=x; filename*=utf-8''%C3%A9.wav", StringComparison.Ordinal), "file", "é.wav", "m" },
        {
            Model.Replace("\"model\"", "\"file\"; filename=\"é.wav\"\r\nContent-Type: audio/wav", StringComparison.Ordinal),
            "file", "é.wav", "m"
        },
        { Model.Replace("\r\nm\r\n", "\r\n\r\n", StringComparison.Ordinal), "model", null, "" },
        { Model.Replace("\r\nm\r\n", "\r\n", StringComparison.Ordinal), "model", null, "" },
        { Model.Replace("\r\nm\r\n", "\r\n\r\n--a\r\n-- b\r\n\r\n", StringComparison.Ordinal), "model", null, "\r\n--a\r\n-- b\r\n" },
    };

    /// <summary>Content type and body.</summary>
    public static TheoryData<string?, string> Unreadable => new()
    {
        { null, Model },
        { "", Model },
        { "text/plain; boundary=b", Model },
        { "multipart/form-data", Model },
        { "multipart/form-data; boundary=\"\"", Model },
        { $"multipart/form-data; boundary={new string('b', 71)}", Model },
        { "multipart/form-data; boundary=c", Model },
        { Type, "" },
        { Type, "--b" },
        { Type, "--b-" },
        { Type, "--b\r\n" },
        { Type, Model[..20] },
        { Type, Model[..^6] },
        { Type, Model[..^4] },
        { Type, Model.Replace("--b--", "--bc", StringComparison.Ordinal) },
        { Type, Model.Replace("; name=\"model\"", "", StringComparison.Ordinal) },
        { Type, Model.Replace("name=\"model\"", "name=\"\"", StringComparison.Ordinal) },
        { Type, Model.Replace("name=\"model\"", "name=\"model", StringComparison.Ordinal) },
        { Type, Model.Replace("form-data;", "attachment;", StringComparison.Ordinal) },
        { Type, Model.Replace("Content-Disposition", "Content-Type", StringComparison.Ordinal) },
        {
            Type,
            Model.Replace(
                "\r\n\r\nm\r\n--b--",
                "\r\n--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nm\r\n--b--",
                StringComparison.Ordinal)
        },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Fields))]
    public void Field_is_read_however_it_is_written(string body, string name, string? fileName, string content)
    {
        FormPart part = Assert.Single(MultipartForm.Read(Type, Encoding.UTF8.GetBytes(body)).Values);

        Assert.Equal((name, fileName, content), (part.Name, part.FileName, part.Text));
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Unreadable))]
    public void Form_that_is_none_is_refused(string? contentType, string body) =>
        Assert.Equal(
            "invalid_request",
            Assert.Throws<ProtocolException>(() => MultipartForm.Read(contentType, Encoding.UTF8.GetBytes(body))).Code);

    [Fact(Timeout = 300_000)]
    public void Form_without_fields_is_empty() => Assert.Empty(MultipartForm.Read(Type, "--b--"u8.ToArray()));

    [Fact(Timeout = 300_000)]
    public void Boundary_may_be_quoted_and_a_name_counts_once()
    {
        byte[] form = Encoding.UTF8.GetBytes(Model.Replace("--b", "--a b", StringComparison.Ordinal));
        byte[] twice = Encoding.UTF8.GetBytes(Model.Replace("--b--\r\n", Model, StringComparison.Ordinal));

        Assert.Equal("m", MultipartForm.Read("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", form)["model"].Text);
        Assert.Equal("model", Assert.Throws<ProtocolException>(() => MultipartForm.Read(Type, twice)).Param);
    }

    [Fact(Timeout = 300_000)]
    public async Task Bytes_of_a_file_come_through_as_they_are()
    {
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7 ^ i >> 8)), (byte)'\r', (byte)'\n', (byte)'-', (byte)'-'];
        using var written =
            new MultipartFormDataContent("b") { { new ByteArrayContent(bytes), "file", "x.bin" }, { new StringContent("m"), "model" } };

        var form = MultipartForm.Read(written.Headers.ContentType!.ToString(), await written.ReadAsByteArrayAsync());

        Assert.True(form["file"].Content.Span.SequenceEqual(bytes));
        Assert.Equal("m", form["model"].Text);
    }
}
