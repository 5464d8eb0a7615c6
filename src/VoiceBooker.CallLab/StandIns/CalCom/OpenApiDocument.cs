using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>The provider's OpenAPI document as a witness: what in a request or an answer goes against it. It knows the document's vocabulary, not all of OpenAPI.</summary>
internal sealed class OpenApiDocument(JsonObject document)
{
    /// <summary>The trimmed copy inside this program.</summary>
    public static OpenApiDocument Embedded()
    {
        using var resource = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("calcom-v2-openapi.json")
            ?? throw new InvalidOperationException("calcom-v2-openapi.json is not embedded.");
        return new OpenApiDocument((JsonObject)JsonNode.Parse(resource)!);
    }

    /// <summary>Everything, for comparing copies.</summary>
    public JsonObject Root => document;

    /// <summary>What is wrong with a request; a path that is not in the document is wrong as a whole.</summary>
    public IReadOnlyList<string> RequestViolations(string method, string path, IQueryCollection query, IHeaderDictionary headers, JsonNode? body)
    {
        if (Find(method, path) is not { } operation)
            return ["it is not in the document"];
        var found = new List<string>();
        var parameters = operation["parameters"]?.AsArray().Select(each => (JsonObject)each!).ToList() ?? [];
        foreach (var parameter in parameters)
        {
            var name = (string)parameter["name"]!;
            var required = (bool?)parameter["required"] == true;
            switch ((string)parameter["in"]!)
            {
                case "header" when required && !headers.ContainsKey(name):
                    found.Add($"header {name} is missing");
                    break;
                case "query" when query.ContainsKey(name):
                    Text(query[name].ToString(), (JsonObject)parameter["schema"]!, $"query {name}", found);
                    break;
                case "query" when required:
                    found.Add($"query {name} is missing");
                    break;
            }
        }

        var known = parameters.Where(each => (string)each["in"]! == "query").Select(each => (string)each["name"]!);
        found.AddRange(query.Keys.Except(known).Select(each => $"query {each} is not in the document"));
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is JsonObject schema)
            found.AddRange(Violations(body ?? new JsonObject(), schema, "body"));
        else if (body is JsonObject { Count: > 0 })
            found.Add("a body is not in the document");
        return found;
    }

    /// <summary>What is wrong with an answer; statuses that the document does not describe are not judged.</summary>
    public IReadOnlyList<string> ResponseViolations(string method, string path, int status, JsonNode? body)
    {
        if (Find(method, path)?["responses"]?[status.ToString(CultureInfo.InvariantCulture)] is not JsonObject response)
            return status < 400 ? [$"{method} {path}: status {status} is not in the document"] : [];
        return response["content"]?["application/json"]?["schema"] is JsonObject schema ? Violations(body, schema, "answer") : [];
    }

    /// <summary>The operation of the document that a path belongs to.</summary>
    public JsonObject? Find(string method, string path)
    {
        var parts = path.Split('/');
        var fitting = ((JsonObject)document["paths"]!)
            .Where(each => each.Key.Split('/') is var template && template.Length == parts.Length && template.Zip(parts).All(pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.Second.Length > 0)))
            .OrderBy(each => each.Key.Count(letter => letter == '{'));
        return fitting.Select(each => each.Value![method.ToLowerInvariant()] as JsonObject).FirstOrDefault(each => each is not null);
    }

    private List<string> Violations(JsonNode? node, JsonObject schema, string at)
    {
        if (schema["$ref"] is { } reference)
            return Violations(node, (JsonObject)document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!, at);
        if (node is null)
            return (bool?)schema["nullable"] == true || schema.Count == 0 ? [] : [$"{at} is null"];
        if (schema["allOf"] is JsonArray all)
            return [.. all.SelectMany(each => Violations(node, (JsonObject)each!, at))];
        if (schema["oneOf"] is JsonArray choices)
            return choices.Select(each => Violations(node, (JsonObject)each!, at)).MinBy(each => each.Count)!;

        var found = new List<string>();
        switch ((string?)schema["type"])
        {
            case "object" when node is JsonObject whole:
                Object(whole, schema, at, found);
                break;
            case "array" when node is JsonArray list:
                if (schema["items"] is JsonObject items)
                    found.AddRange(list.SelectMany((each, index) => Violations(each, items, $"{at}[{index}]")));
                break;
            case "string" when node.GetValueKind() is JsonValueKind.String:
            case "number" or "integer" when node.GetValueKind() is JsonValueKind.Number:
            case "boolean" when node.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
            case null:
                break;
            case var type:
                found.Add($"{at} is not of type {type}");
                break;
        }

        if (schema["enum"] is JsonArray values && !values.Any(each => JsonNode.DeepEquals(each, node)))
            found.Add($"{at} is {node.ToJsonString()}, not one of {values.ToJsonString()}");
        if (schema["minimum"] is { } minimum && node.GetValueKind() is JsonValueKind.Number && node.GetValue<double>() < minimum.GetValue<double>())
            found.Add($"{at} is below {minimum}");
        return found;
    }

    private void Object(JsonObject whole, JsonObject schema, string at, List<string> found)
    {
        var properties = schema["properties"] as JsonObject;
        foreach (var name in schema["required"]?.AsArray().Select(each => (string)each!) ?? [])
        {
            if (!whole.ContainsKey(name))
                found.Add($"{at}.{name} is missing");
        }

        foreach (var (name, value) in whole)
        {
            if (properties?[name] is JsonObject property)
                found.AddRange(Violations(value, property, $"{at}.{name}"));
            else if (schema["additionalProperties"] is JsonObject additional)
                found.AddRange(Violations(value, additional, $"{at}.{name}"));
            else if (properties is not null)
                found.Add($"{at}.{name} is not in the document");
        }
    }

    private void Text(string value, JsonObject schema, string at, List<string> found)
    {
        switch ((string?)schema["type"])
        {
            case "number":
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                    found.Add($"{at} is not a number");
                break;
            case "array":
                found.AddRange(value.Split(',').SelectMany(each => Violations(each, (JsonObject)schema["items"]!, at)));
                break;
            default:
                found.AddRange(Violations(value, schema, at));
                break;
        }
    }
}
