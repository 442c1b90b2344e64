using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of a JSON value. The first violation is thrown with its position.</summary>
internal abstract record Shape
{
    public static Shape Any { get; } = new AnyShape();

    public static Shape AnyObject { get; } = new AnyObjectShape();

    public static Shape Text { get; } = new TextShape([], int.MaxValue);

    public static Shape Flag { get; } = new FlagShape();

    /// <summary>Returns the shape of one of several words.</summary>
    public static Shape OneOf(params string[] words) => new TextShape(words, int.MaxValue);

    /// <summary>Returns the shape of a text of limited length.</summary>
    public static Shape TextUpTo(int length) => new TextShape([], length);

    /// <summary>Returns the shape of a number in an inclusive range.</summary>
    public static Shape Number(double minimum, double maximum) => new NumberShape(minimum, maximum);

    /// <summary>Returns the shape of an array.</summary>
    public static Shape ListOf(Shape item) => new ListShape(item, int.MaxValue);

    /// <summary>Returns the shape of an array with at most one item.</summary>
    public static Shape ListOfOne(Shape item) => new ListShape(item, 1);

    /// <summary>Returns a shape that also allows null.</summary>
    public static Shape Nullable(Shape shape) => new NullableShape(shape);

    /// <summary>Returns the first shape if it accepts the JSON kind, otherwise the second, which then reports any violation.</summary>
    public static Shape Either(Shape first, Shape second) => new EitherShape(first, second);

    /// <summary>Returns the shape of an object with these properties and no others; a name that ends in '!' is required.</summary>
    public static Shape Object(params (string Name, Shape Shape)[] properties) => new ObjectShape(properties);

    /// <summary>Validates a value.</summary>
    /// <exception cref="ProtocolException">The value does not have this shape.</exception>
    public abstract void Check(JsonElement value, string place);

    /// <summary>Whether the shape accepts a kind of JSON value, regardless of its content.</summary>
    protected abstract bool Takes(JsonValueKind kind);

    private static ProtocolException WrongKind(JsonElement value, string place, string expected) =>
        new("invalid_type", $"Invalid type for '{place}': expected {expected}, but got {Describe(value.ValueKind)} instead.", place);

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        _ => "a string",
    };

    private sealed record AnyShape : Shape
    {
        public override void Check(JsonElement value, string place)
        {
        }

        protected override bool Takes(JsonValueKind kind) => true;
    }

    private sealed record AnyObjectShape : Shape
    {
        public override void Check(JsonElement value, string place)
        {
            if (!Takes(value.ValueKind)) throw WrongKind(value, place, "an object");
        }

        protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;
    }

    private sealed record TextShape(IReadOnlyList<string> Words, int Maximum) : Shape
    {
        public override void Check(JsonElement value, string place)
        {
            if (!Takes(value.ValueKind)) throw WrongKind(value, place, "a string");
            string text = value.GetString()!;
            if (Words.Count > 0 && !Words.Contains(text, StringComparer.Ordinal))
            {
                string supported = string.Join(", ", Words.Select(word => $"'{word}'"));
                throw new ProtocolException("invalid_value", $"Invalid value: '{text}'. Supported values are: {supported}.", place);
            }

            if (text.Length > Maximum)
            {
                throw new ProtocolException(
                    "string_above_max_length", FormattableString.Invariant($"'{place}' is longer than {Maximum} characters."), place);
            }
        }

        protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.String;
    }

    private sealed record FlagShape : Shape
    {
        public override void Check(JsonElement value, string place)
        {
            if (!Takes(value.ValueKind)) throw WrongKind(value, place, "a boolean");
        }

        protected override bool Takes(JsonValueKind kind) => kind is JsonValueKind.True or JsonValueKind.False;
    }

    private sealed record NumberShape(double Minimum, double Maximum) : Shape
    {
        public override void Check(JsonElement value, string place)
        {
            if (!Takes(value.ValueKind)) throw WrongKind(value, place, "a number");
            double number = value.GetDouble();
            if (number < Minimum || number > Maximum)
            {
                throw new ProtocolException(
                    "invalid_value",
                    FormattableString.Invariant($"Invalid value for '{place}': {number} is not between {Minimum} and {Maximum}."),
                    place);
            }
        }

        protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Number;
    }

    private sealed record ListShape(Shape Item, int Maximum) : Shape
    {
        public override void Check(JsonElement value, string place)
        {
            if (!Takes(value.ValueKind)) throw WrongKind(value, place, "an array");
            if (value.GetArrayLength() > Maximum)
            {
                throw new ProtocolException(
                    "invalid_value", FormattableString.Invariant($"Invalid value for '{place}': more than {Maximum} of them."), place);
            }

            foreach ((int index, JsonElement item) in value.EnumerateArray().Index())
            {
                Item.Check(item, FormattableString.Invariant($"{place}[{index}]"));
            }
        }

        protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Array;
    }

    private sealed record NullableShape(Shape Shape) : Shape
    {
        public override void Check(JsonElement value, string place)
        {
            if (value.ValueKind != JsonValueKind.Null) Shape.Check(value, place);
        }

        protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Null || Shape.Takes(kind);
    }

    private sealed record EitherShape(Shape First, Shape Second) : Shape
    {
        public override void Check(JsonElement value, string place) => (First.Takes(value.ValueKind) ? First : Second).Check(value, place);

        protected override bool Takes(JsonValueKind kind) => First.Takes(kind) || Second.Takes(kind);
    }

    private sealed record ObjectShape : Shape
    {
        private readonly Dictionary<string, Shape> _properties;
        private readonly string[] _required;

        public ObjectShape((string Name, Shape Shape)[] properties)
        {
            _properties = properties.ToDictionary(
                property => property.Name.TrimEnd('!'), property => property.Shape, StringComparer.Ordinal);
            _required = [.. properties.Where(property => property.Name.EndsWith('!')).Select(property => property.Name.TrimEnd('!'))];
        }

        public override void Check(JsonElement value, string place)
        {
            if (!Takes(value.ValueKind)) throw WrongKind(value, place, "an object");
            foreach (string name in _required.Where(name => !value.TryGetProperty(name, out _)))
            {
                throw new ProtocolException(
                    "missing_required_parameter", $"Missing required parameter: '{Join(place, name)}'.", Join(place, name));
            }

            foreach (JsonProperty property in value.EnumerateObject())
            {
                string at = Join(place, property.Name);
                if (!_properties.TryGetValue(property.Name, out Shape? shape))
                {
                    throw new ProtocolException("unknown_parameter", $"Unknown parameter: '{at}'.", at);
                }

                shape.Check(property.Value, at);
            }
        }

        protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;

        private static string Join(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";
    }
}
